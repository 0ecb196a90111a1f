package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.testsupport.exec.Certificates;

/// Senders that only send. What a server has told a client that hangs up without having read it
/// makes the client's kernel reset the connection, and the server's throw away what it has not
/// read. So the service must not tell its clients anything behind the handshake.
class TlsHangUpTest {

    private static final int ROUNDS = 20;
    private static final int LINES = 3_000;

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();
    private final LogRecords log = new LogRecords("org.popauth.ingest.listener");
    private final Syslog tls;
    private SSLContext context;

    TlsHangUpTest() throws Exception {
        tls = new Syslog("tls");
        context = SSLContext.getDefault();
    }

    @BeforeEach
    void makeCertificates() throws Exception {
        Certificates.authority(directory, "ca");
        Certificates.issue(directory, "ca", "server", "IP:127.0.0.1");
        Certificates.issue(directory, "ca", "mx1", "DNS:mx1.example");
        context = clientOf("mx1");
        tls.set("tls.certificate", directory.resolve("server.crt").toString())
                .set("tls.key", directory.resolve("server.key").toString())
                .set("tls.client-ca", directory.resolve("ca.pem").toString());
    }

    private SSLContext clientOf(String name) throws Exception {
        var vertx = Vertx.vertx();
        try {
            var own =
                    new PemKeyCertOptions()
                            .setKeyPath(directory.resolve(name + ".key").toString())
                            .setCertPath(directory.resolve(name + ".crt").toString());
            var trust = new PemTrustOptions().addCertPath(directory.resolve("ca.pem").toString());
            var made = SSLContext.getInstance("TLS");
            made.init(
                    own.getKeyManagerFactory(vertx).getKeyManagers(),
                    trust.getTrustManagerFactory(vertx).getTrustManagers(),
                    null);
            return made;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /// Within a connection that stays open when this is closed.
    private SSLSocket within(Socket connection, String protocol) throws IOException {
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(connection, "127.0.0.1", tls.port, false);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }

    private static String lines(int round) {
        return IntStream.range(round * LINES, (round + 1) * LINES)
                .mapToObj(n -> Syslog.line(n) + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void nothingIsLostOfWhoeverSendsALotAndHangsUpAtOnce() throws Exception {
        // Given a queue that holds a fraction, so that most of it waits in the kernel
        tls.set("queue-bytes", "65536");
        try (var ingest = tls.start(directory, outlet)) {
            for (int round = 0; round < ROUNDS; round++) {
                // When
                try (var connection = tls.connect(Syslog.SENDER)) {
                    Syslog.write(within(connection, "TLSv1.3"), lines(round));
                }
                await().until(() -> ingest.metric("connections") == 0);
            }
            // Then
            await().untilAsserted(
                            () -> assertThat(outlet.events().size()).isEqualTo(ROUNDS * LINES));
            assertThat(outlet.users()).isEqualTo(LogWriter.users(ROUNDS * LINES));
        }
    }

    @Test
    void aClientIsToldNothingBehindTheHandshakeAlsoWithNewCertificates() throws Exception {
        try (var ingest = tls.start(directory, outlet)) {
            // When
            var before = List.of(told(0, "TLSv1.3"), told(1, "TLSv1.2"));
            Certificates.issue(directory, "ca", "next", "IP:127.0.0.1");
            replace("server.key", "next.key");
            replace("server.crt", "next.crt");
            await().until(() -> log.text().contains("certificates taken over source=net"));
            var after = List.of(told(2, "TLSv1.3"), told(3, "TLSv1.2"));
            // Then
            assertThat(before).containsOnly(0);
            assertThat(after).containsOnly(0);
            assertThat(ingest.metric("lines")).isEqualTo(4);
        }
    }

    /// How many bytes a client got that it did not have to read to send a line.
    private int told(int user, String protocol) throws IOException {
        try (var connection = tls.connect(Syslog.SENDER)) {
            Syslog.write(within(connection, protocol), Syslog.line(user) + "\n");
            await().until(() -> outlet.users().contains("user" + user));
            return connection.getInputStream().available();
        }
    }

    private void replace(String name, String by) throws IOException {
        Files.move(
                directory.resolve(by),
                directory.resolve(name),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
