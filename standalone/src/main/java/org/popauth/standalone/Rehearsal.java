package org.popauth.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.popauth.standalone.data.Secrets;

/// Uses an instance for some seconds as a person would, so that the JVM loads what it will need.
///
/// @param pages where the instance answers
/// @param authorization of its user
record Rehearsal(Pages pages, String authorization) {

    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/authentications",
                    "/offenders",
                    "/rbl-cache",
                    "/null-routes",
                    "/hosts",
                    "/audit",
                    "/q/health");
    private static final int ROUNDS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    static Rehearsal of(Pages pages, Secrets secrets) throws IOException {
        var user = "admin:" + Files.readString(secrets.adminPassword()).strip();
        var encoded = Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
        return new Rehearsal(pages, "Basic " + encoded);
    }

    void run() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            for (int round = 0; round < ROUNDS; round++) {
                LockSupport.parkNanos(PAUSE.toNanos());
                for (var path : PATHS) {
                    var request =
                            HttpRequest.newBuilder(pages.uri().resolve(path))
                                    .header("Authorization", authorization)
                                    .build();
                    client.send(request, HttpResponse.BodyHandlers.discarding());
                }
            }
        }
    }
}
