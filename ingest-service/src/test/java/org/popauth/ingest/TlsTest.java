package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.testsupport.exec.Certificates;

/// With `openssl s_client` as the sender.
class TlsTest {

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();
    private final LogRecords log = new LogRecords("org.popauth.ingest.listener");
    private Syslog tls;

    TlsTest() throws IOException {
        tls = new Syslog("tls");
    }

    @BeforeEach
    void makeCertificates() throws Exception {
        Certificates.authority(directory, "ca");
        Certificates.authority(directory, "other-ca");
        Certificates.issue(directory, "ca", "server", "IP:127.0.0.1");
        Certificates.issue(directory, "ca", "mx1", "DNS:mx1.example");
        Certificates.issue(directory, "other-ca", "stranger", "DNS:mx1.example");
        tls =
                new Syslog("tls")
                        .set("senders", "127.0.0.1")
                        .set("tls.certificate", directory.resolve("server.crt").toString())
                        .set("tls.key", directory.resolve("server.key").toString())
                        .set("tls.client-ca", directory.resolve("ca.pem").toString());
    }

    /// Sends a line.
    ///
    /// @return what openssl says
    private String send(String line, String... options) throws Exception {
        var command = new java.util.ArrayList<String>();
        command.addAll(
                java.util.List.of(
                        "openssl",
                        "s_client",
                        "-quiet",
                        "-no_ign_eof",
                        "-connect",
                        "127.0.0.1:" + tls.port,
                        "-CAfile",
                        directory.resolve("ca.pem").toString()));
        command.addAll(java.util.List.of(options));
        var said = directory.resolve("openssl.said");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try (var in = process.getOutputStream()) {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("pipe");
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return Files.readString(said, StandardCharsets.ISO_8859_1);
    }

    private String[] certificate(String name) {
        var file = directory.resolve(name + ".pem").toString();
        return new String[] {"-cert", file, "-key", file};
    }

    @Test
    void aClientWithACertificateOfTheAuthorityIsBelieved() throws Exception {
        try (var ingest = tls.start(directory, outlet)) {
            // When
            for (int n = 0; n < 5; n++) {
                send(Syslog.line(n), certificate("mx1"));
            }
            // Then
            await().until(() -> outlet.events().size() == 5);
            assertThat(ingest.metric("handshakes.failed")).isZero();
        }
    }

    @Test
    void aClientOfAnotherAuthorityIsRefusedByName() throws Exception {
        try (var ingest = tls.start(directory, outlet)) {
            // When
            send(Syslog.line(0), certificate("stranger"));
            await().until(() -> ingest.metric("handshakes.failed") == 1);
            // Then
            assertThat(outlet.events()).isEmpty();
            assertThat(log.text())
                    .contains("source=net sender=127.0.0.1")
                    .contains("certificate CN=stranger issued by CN=other-ca");
        }
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        try (var ingest = tls.start(directory, outlet)) {
            // When
            send(Syslog.line(0));
            await().until(() -> ingest.metric("handshakes.failed") == 1);
            // Then
            assertThat(outlet.events()).isEmpty();
            assertThat(log.text()).contains("source=net sender=127.0.0.1: TLS: ");
        }
    }

    @Test
    void aClientOfAnotherNameIsRefusedByName() throws Exception {
        tls.set("tls.clients", "mx2.example");
        try (var ingest = tls.start(directory, outlet)) {
            // When
            send(Syslog.line(0), certificate("mx1"));
            await().until(() -> ingest.metric("handshakes.failed") == 1);
            // Then
            assertThat(outlet.events()).isEmpty();
            assertThat(log.text()).contains("CN=mx1 issued by CN=ca: its name is not among");
        }
    }

    @Test
    void anAlternativeNameOfTheCertificateIsANameToo() throws Exception {
        tls.set("tls.clients", "mx1.example");
        try (var ingest = tls.start(directory, outlet)) {
            // When
            send(Syslog.line(0), certificate("mx1"));
            // Then
            await().until(() -> outlet.events().size() == 1);
            assertThat(ingest.metric("lines")).isEqualTo(1);
        }
    }

    @Test
    void textWithoutTlsIsRefused() throws Exception {
        tls.set("senders", "127.0.0.1," + Syslog.SENDER);
        try (var ingest = tls.start(directory, outlet);
                var socket = tls.connect(Syslog.SENDER)) {
            // When
            Syslog.write(socket, Syslog.line(0) + "\n");
            await().until(() -> ingest.metric("handshakes.failed") == 1);
            // Then
            assertThat(outlet.events()).isEmpty();
        }
    }

    @Test
    void newCertificatesAreTakenOverWithoutARestart() throws Exception {
        try (var ingest = tls.start(directory, outlet)) {
            send(Syslog.line(0), certificate("mx1"));
            await().until(() -> outlet.events().size() == 1);
            // When the key is replaced alone, the old ones stay
            Certificates.issue(directory, "other-ca", "server2", "IP:127.0.0.1");
            replace("server.key", Files.readString(directory.resolve("server2.key")));
            await().until(() -> log.text().contains("the key is not that of the certificate"));
            send(Syslog.line(1), certificate("mx1"));
            await().until(() -> outlet.events().size() == 2);
            // When the certificate follows
            replace("server.crt", Files.readString(directory.resolve("server2.crt")));
            await().until(() -> log.text().contains("certificates taken over source=net"));
            // Then
            var said = send(Syslog.line(2), certificate("mx1"));
            assertThat(said).contains("verify error");
            await().until(() -> outlet.events().size() == 3);
            assertThat(ingest.metric("connections")).isLessThanOrEqualTo(1);
        }
    }

    private void replace(String name, String text) throws IOException {
        var next = directory.resolve(name + ".new");
        Files.writeString(next, text);
        Files.move(next, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
