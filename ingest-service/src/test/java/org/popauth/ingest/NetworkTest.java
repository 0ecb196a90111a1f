package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;

class NetworkTest {

    private static final int MANY = 20_000;

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();

    private List<MailHost> hosts() {
        return outlet.events().stream().map(MailEvent::host).distinct().toList();
    }

    @Test
    void aDatagramIsALine() throws Exception {
        var syslog = new Syslog("udp");
        try (var ingest = syslog.start(directory, outlet)) {
            // When
            syslog.datagram(Syslog.SENDER, Syslog.line(0));
            syslog.datagram(Syslog.SENDER, Syslog.line(1) + "\n");
            await().until(() -> outlet.events().size() == 2);
            // Then
            assertThat(outlet.users()).containsExactly("user0", "user1");
            assertThat(ingest.metric("unlisted")).isZero();
        }
    }

    @Test
    void whoeverIsNotListedIsNotListenedTo() throws Exception {
        var udp = new Syslog("udp");
        try (var ingest = udp.start(directory, outlet)) {
            // When
            udp.datagram("127.0.0.3", Syslog.line(0));
            udp.datagram(Syslog.SENDER, Syslog.line(1));
            await().until(() -> !outlet.events().isEmpty());
            // Then
            assertThat(outlet.users()).containsExactly("user1");
            assertThat(ingest.metric("unlisted")).isEqualTo(1);
        }
    }

    @Test
    void aConnectionOfSomebodyNotListedIsClosed() throws Exception {
        var tcp = new Syslog("tcp");
        try (var ingest = tcp.start(directory, outlet);
                var socket = tcp.connect("127.0.0.3")) {
            // When
            int answer = socket.getInputStream().read();
            // Then
            assertThat(answer).isNegative();
            assertThat(ingest.metric("unlisted")).isEqualTo(1);
        }
    }

    @Test
    void eachConnectionHasAFramingOfItsOwn() throws Exception {
        var tcp = new Syslog("tcp");
        try (var ingest = tcp.start(directory, outlet);
                var counting = tcp.connect(Syslog.SENDER);
                var lines = tcp.connect(Syslog.SENDER)) {
            // When
            Syslog.write(counting, Syslog.counted(0));
            await().until(() -> outlet.events().size() == 1);
            Syslog.write(lines, Syslog.line(1) + "\n" + Syslog.line(2));
            Syslog.write(counting, Syslog.counted(3));
            await().until(() -> outlet.events().size() == 3);
            lines.close();
            await().until(() -> ingest.metric("connections") == 1);
            // Then
            assertThat(outlet.users()).containsExactlyInAnyOrder("user0", "user1", "user3");
            await().until(() -> ingest.metric("unfinished") == 1);
        }
    }

    @Test
    void aConnectionThatStopsCountingIsClosed() throws Exception {
        var tcp = new Syslog("tcp");
        try (var ingest = tcp.start(directory, outlet);
                var socket = tcp.connect(Syslog.SENDER)) {
            // When
            Syslog.write(socket, Syslog.counted(0) + Syslog.line(1) + "\n" + Syslog.counted(2));
            int answer = socket.getInputStream().read();
            // Then
            assertThat(answer).isNegative();
            assertThat(outlet.users()).containsExactly("user0");
            assertThat(ingest.metric("unfinished")).isEqualTo(1);
        }
    }

    @Test
    void aSenderOfAKnownHostSpeaksForThatHostAlone() throws Exception {
        // Given lines that claim to be of mx1
        var tcp = new Syslog("tcp").set("senders", "mx7=127.0.0.2,127.0.0.4");
        try (var ingest = tcp.start(directory, outlet);
                var named = tcp.connect(Syslog.SENDER);
                var relay = tcp.connect("127.0.0.4")) {
            // When
            Syslog.write(named, Syslog.counted(0));
            await().until(() -> outlet.events().size() == 1);
            Syslog.write(relay, Syslog.counted(1));
            await().until(() -> outlet.events().size() == 2);
            // Then
            assertThat(hosts()).containsExactly(new MailHost("mx7"), new MailHost("mx1"));
            assertThat(ingest.metric("host.lines")).isEqualTo(2);
        }
    }

    @Test
    void aSenderWaitsWhenThereIsNoRoomAndNothingIsLost() throws Exception {
        // Given a queue that holds a fraction, and a slow broker
        var slow = RecordingOutlet.slow(7);
        var tcp = new Syslog("tcp").set("queue-bytes", "65536");
        try (var ingest = tcp.start(directory, slow);
                var socket = tcp.connect(Syslog.SENDER)) {
            // When
            var writer = Thread.ofVirtual().start(() -> writeMany(socket));
            await().until(() -> slow.events().size() == MANY);
            writer.join();
            // Then
            assertThat(slow.users()).isEqualTo(LogWriter.users(MANY));
            assertThat(ingest.metric("dropped")).isZero();
            slow.acknowledgeAll();
        }
    }

    private static void writeMany(java.net.Socket socket) {
        var all = new StringBuilder();
        IntStream.range(0, MANY).forEach(n -> all.append(Syslog.counted(n)));
        try {
            Syslog.write(socket, all.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAddressMayHaveOnlySoManyConnections() throws Exception {
        var tcp = new Syslog("tcp").set("connections-per-sender-max", "1");
        try (var ingest = tcp.start(directory, outlet);
                var first = tcp.connect(Syslog.SENDER)) {
            Syslog.write(first, Syslog.counted(0));
            await().until(() -> outlet.events().size() == 1);
            // When
            try (var second = tcp.connect(Syslog.SENDER)) {
                assertThat(second.getInputStream().read()).isNegative();
            }
            first.close();
            await().until(() -> ingest.metric("connections") == 0);
            // Then there is room again
            try (var third = tcp.connect(Syslog.SENDER)) {
                Syslog.write(third, Syslog.counted(1));
                await().until(() -> outlet.events().size() == 2);
            }
        }
    }

    @Test
    void whatWasReceivedBeforeTheStopIsSent() throws Exception {
        // Given
        var tcp = new Syslog("tcp");
        var ingest = tcp.start(directory, outlet);
        try (var socket = tcp.connect(Syslog.SENDER)) {
            for (int n = 0; n < 500; n++) {
                Syslog.write(socket, Syslog.counted(n));
            }
            await().until(() -> ingest.metric("host.lines") > 0);
            // When
            ingest.kill();
        }
        // Then what was taken is without a gap
        assertThat(outlet.users()).isEqualTo(LogWriter.users(outlet.users().size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void aPortInUseIsToldWithTheWayOutAndTriedAgain(String type) throws Exception {
        // Given
        var syslog = new Syslog(type);
        try (var occupied = occupy(type, syslog.port);
                var ingest = syslog.open(directory, outlet)) {
            var status = ingest.source().status();
            await().until(() -> status.text().contains("cannot listen on"));
            // Then
            assertThat(status.text())
                    .isEqualTo(
                            "broken: cannot listen on 127.0.0.1:"
                                    + syslog.port
                                    + ": another program does, or this host has no such address, or"
                                    + " this user may not; end that program, or change"
                                    + " ingest.sources.\"net\".listen");
            // When
            occupied.close();
            // Then
            ingest.awaitReading();
        }
    }

    private static Closeable occupy(String type, int port) throws IOException {
        var loopback = InetAddress.getByName("127.0.0.1");
        return type.equals("udp")
                ? new DatagramSocket(port, loopback)
                : new ServerSocket(port, 1, loopback);
    }
}
