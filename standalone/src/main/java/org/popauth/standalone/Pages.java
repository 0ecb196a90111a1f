package org.popauth.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.ConfigProvider;

/// The pages and the API of the instance in this JVM, as somebody on this host reaches them.
///
/// @param uri the address of the first page
record Pages(URI uri) {

    private static final Duration PAUSE = Duration.ofMillis(40);
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
    /// @return false when they are not after that time
    boolean awaitReady(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline) {
                if (isReady(client)) {
                    return true;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException("told to stop");
                }
            }
            return false;
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        var request = HttpRequest.newBuilder(ready()).timeout(Duration.ofSeconds(10)).build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.discarding());
            return response.statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }
}
