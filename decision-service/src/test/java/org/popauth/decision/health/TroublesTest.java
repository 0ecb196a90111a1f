package org.popauth.decision.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TroublesTest {

    private final Troubles troubles = new Troubles();

    @Test
    void whatDoesNotWorkIsKnownUntilItDoes() {
        // When
        troubles.begin("broker", "192.0.2.1:9092 does not answer");
        var before = troubles.now();
        troubles.end("broker");
        // Then
        assertThat(before).containsExactly(Map.entry("broker", "192.0.2.1:9092 does not answer"));
        assertThat(troubles.now()).isEmpty();
    }

    @Test
    void anAnswerThatIsAwaitedWhileTheServiceStopsIsNotMissed() throws Exception {
        // Given: a broker that was asked, and is silent
        try (var broker = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var at = "127.0.0.1:" + broker.getLocalPort();
            var watch = new WatchBroker(Map.of("bootstrap.servers", at), troubles);
            var asking = Thread.startVirtualThread(() -> look(watch));
            try (var asked = broker.accept()) {
                assertThat(asked.getInputStream().read()).isNotNegative();
                // When
                troubles.stop(new ShutdownEvent());
                watch.stop(new ShutdownEvent());
                asking.join();
            }
        }
        // Then
        assertThat(troubles.now()).isEmpty();
    }

    private static void look(WatchBroker watch) {
        try {
            watch.look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
