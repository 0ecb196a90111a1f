package org.popauth.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.popauth.events.Json;

/// A real browser without a screen, driven by the W3C WebDriver protocol.
final class Chromium implements AutoCloseable {

    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path profile;
    private final Process driver;
    private final String base;
    private final String session;

    Chromium() throws IOException {
        profile = Files.createTempDirectory("popauth-chromium");
        int port = freePort();
        driver =
                new ProcessBuilder(DRIVER.toString(), "--port=" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        base = "http://127.0.0.1:" + port + "/session";
        Awaitility.await().ignoreExceptions().until(() -> ready(port));
        session =
                call(
                                "",
                                Map.of(
                                        "capabilities",
                                        Map.of(
                                                "alwaysMatch",
                                                Map.of(
                                                        "goog:chromeOptions",
                                                        Map.of("args", arguments())))))
                        .get("sessionId")
                        .asText();
    }

    private List<String> arguments() {
        return List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
    }

    void open(String url) {
        call("/" + session + "/url", Map.of("url", url));
    }

    /// Makes the window so many CSS pixels wide.
    void width(int pixels) {
        call(
                "/" + session + "/goog/cdp/execute",
                Map.of(
                        "cmd",
                        "Emulation.setDeviceMetricsOverride",
                        "params",
                        Map.of(
                                "width",
                                pixels,
                                "height",
                                900,
                                "deviceScaleFactor",
                                1,
                                "mobile",
                                false)));
    }

    /// What a script in the page returns.
    String evaluate(String script) {
        return call(
                        "/" + session + "/execute/sync",
                        Map.of("script", "return String(" + script + ")", "args", List.of()))
                .asText();
    }

    private boolean ready(int port) throws IOException, InterruptedException {
        var status = URI.create("http://127.0.0.1:" + port + "/status");
        return http.send(
                                HttpRequest.newBuilder(status).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode()
                == 200;
    }

    private JsonNode call(String path, Map<String, ?> body) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(base + path))
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            Json.mapper().writeValueAsString(body)))
                            .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            return Json.mapper().readTree(answer.body()).get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
        var children = driver.descendants().toList();
        driver.destroy();
        children.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(
                        () -> org.assertj.core.api.Assertions.assertThat(deleted()).isTrue());
    }

    private boolean deleted() throws IOException {
        try (var files = Files.walk(profile)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        return Files.notExists(profile);
    }
}
