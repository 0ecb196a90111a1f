package org.popauth.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.testsupport.FreePort;

/// What the packaged program prints while it starts, also when it cannot.
class StartIT {

    private static final int START_SECONDS_MAX = 120;

    @TempDir Path temporary;

    private static Path program() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("target"), "standalone-*-runner.jar")) {
            return files.iterator().next().toAbsolutePath();
        }
    }

    private ProcessBuilder up(Path data, String... options) throws IOException {
        return up(data, 0, options);
    }

    private ProcessBuilder up(Path data, int port, String... options) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var program = program().toString();
        var command =
                Stream.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        program,
                        "up",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port));
        return new ProcessBuilder(Stream.concat(command, Stream.of(options)).toList())
                .directory(temporary.toFile())
                .redirectOutput(out().toFile())
                .redirectError(err().toFile());
    }

    private Path out() {
        return temporary.resolve("out");
    }

    private Path err() {
        return temporary.resolve("err");
    }

    private static int statusOf(ProcessBuilder up) throws Exception {
        var process = up.start();
        try {
            assertThat(process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroy();
        }
    }

    @Test
    void aStartWithWrongSettingsSaysWhatIsWrongAndNothingElse() throws Exception {
        // Given
        var data = Files.createDirectory(temporary.resolve("data"));
        var settings =
                Files.write(
                        data.resolve("popauth.properties"),
                        List.of("decision.relay.fro=5m", "agent.reconcile-every=5x"));
        // When
        int status = statusOf(up(data));
        // Then
        assertThat(Files.readAllLines(err()))
                .containsExactly(
                        "popauth up: agent.reconcile-every = 5x is no duration; write for example"
                                + " 90s, 30m, 24h or 7d ("
                                + settings
                                + ", line 2)",
                        "popauth up: decision.relay.fro is no setting ("
                                + settings
                                + ", line 1); did you mean decision.relay.for? Settings are listed"
                                + " in docs/reference/configuration.md");
        assertThat(out()).isEmptyFile();
        assertThat(status).isEqualTo(2);
    }

    @Test
    void aStartThatCannotUnpackPostgresqlSaysSoInOneLine() throws Exception {
        // Given
        var file = Files.createFile(temporary.resolve("file"));
        var up = up(temporary.resolve("data"));
        up.environment().put("POPAUTH_CACHE", file.toString());
        // When
        int status = statusOf(up);
        // Then
        assertThat(Files.readAllLines(err()))
                .singleElement()
                .asString()
                .isEqualTo(
                        "popauth up: cannot unpack PostgreSQL into "
                                + file
                                + " (FileAlreadyExistsException); set POPAUTH_CACHE to a directory"
                                + " with 60 MB of space");
        assertThat(out()).content().doesNotContain(" WARN ", " ERROR ");
        assertThat(status).isEqualTo(2);
    }

    @Test
    void aPortThatIsTakenDuringTheStartIsNamedWithTheWayOut() throws Exception {
        // Given
        int port = FreePort.next();
        var data = temporary.resolve("data");
        var process = up(data, port).start();
        try {
            // When: it has looked whether the port is free
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(START_SECONDS_MAX))
                    .until(() -> Files.exists(data));
            try (var other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThat(other.isBound()).isTrue();
                assertThat(process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            process.destroy();
        }
        // Then
        assertThat(Files.readAllLines(err()))
                .containsExactly(
                        "popauth up: cannot listen on port "
                                + port
                                + " of 127.0.0.1: another program does, or this user may not;"
                                + " choose another port with --port N");
        assertThat(out()).content().doesNotContain(" WARN ", " ERROR ", "\tat ");
        assertThat(process.exitValue()).isEqualTo(2);
    }

    @Test
    void aFirstStartSaysNothingThatIsNoFault() throws Exception {
        // Given
        var up = up(temporary.resolve("data"));
        // When
        whenReady(
                up,
                () -> {
                    // Then
                    assertThat(out()).content().doesNotContain(" WARN ", " ERROR ", "\tat ");
                    return assertThat(err()).isEmptyFile();
                });
    }

    @Test
    void whereMailHostsHaveAgentsOfTheirOwnNoneRunsInIt() throws Exception {
        // Given
        var data = Files.createDirectory(temporary.resolve("data"));
        Files.writeString(data.resolve("popauth.properties"), "agent.firewall.backend=nftables\n");
        // When
        whenReady(
                up(data, "--enforce", "none"),
                () -> {
                    // Then
                    assertThat(readiness()).contains("\"enforcer-agent\"", "\"enabled\": false");
                    assertThat(data.resolve("agent")).isEmptyDirectory();
                    return assertThat(out()).content().doesNotContain(" WARN ", " ERROR ");
                });
    }

    private String readiness() throws IOException, InterruptedException {
        var pages =
                URI.create(
                        Pattern.compile("Pages: (\\S+)")
                                .matcher(Files.readString(out()))
                                .results()
                                .findFirst()
                                .orElseThrow()
                                .group(1));
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(pages.resolve("/q/health/ready")).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private void whenReady(ProcessBuilder up, Callable<?> then) throws Exception {
        var process = up.start();
        try {
            await("a start")
                    .atMost(Duration.ofSeconds(START_SECONDS_MAX))
                    .untilAsserted(() -> assertThat(out()).content().contains("Ready after "));
            then.call();
        } finally {
            process.destroy();
            assertThat(process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(out()).content().doesNotContain(" WARN ", " ERROR ", "\tat ");
    }
}
