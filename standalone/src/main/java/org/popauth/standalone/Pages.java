package org.popauth.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.popauth.standalone.fault.Unready;

/// The pages and the API of the instance in this JVM, as somebody on this host reaches them.
///
/// @param uri the address of the first page
record Pages(URI uri) {

    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final int OK = 200;

    /// Those of this JVM, once they are served.
    static Pages ofThisJvm(String address) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        var host = isAnyAddress(address) ? "127.0.0.1" : address;
        if (host.contains(":")) {
            host = "[" + host + "]";
        }
        return new Pages(URI.create("http://" + host + ":" + port + "/"));
    }

    private static boolean isAnyAddress(String address) {
        return address.equals("0.0.0.0") || address.equals("::");
    }

    /// Where the services say whether they are ready.
    URI ready() {
        return uri.resolve("/q/health/ready");
    }

    /// Waits until the services are ready.
    ///
    /// @param stop whether to wait no longer
    /// @param tell gets what they still wait for, now and then, when it takes long
    /// @return what they wait for when they are not ready after that time; empty when they are
    Optional<String> awaitReady(Duration limit, BooleanSupplier stop, Consumer<String> tell)
            throws InterruptedException {
        long start = System.nanoTime();
        long tellNext = start + QUIET.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (true) {
                var missing = missing(client);
                long now = System.nanoTime();
                if (missing.isEmpty() || stop.getAsBoolean() || now - start > limit.toNanos()) {
                    return missing;
                }
                if (now - tellNext >= 0) {
                    tell.accept(missing.get());
                    tellNext = now + BETWEEN.toNanos();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException("told to stop");
                }
            }
        }
    }

    private Optional<String> missing(HttpClient client) throws InterruptedException {
        var request = HttpRequest.newBuilder(ready()).timeout(Duration.ofSeconds(10)).build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == OK
                    ? Optional.empty()
                    : Optional.of(Unready.of(response.body()));
        } catch (IOException e) {
            return Optional.of(Unready.of(new byte[0]));
        }
    }
}
