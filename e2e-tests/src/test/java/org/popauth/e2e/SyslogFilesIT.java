package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.testsupport.TestBroker;
import org.popauth.testsupport.exec.Certificates;

/// What `infra/` gives to syslog daemons is accepted by them and brings the lines of the mail
/// daemons, and no others, to where popAuth reads.
final class SyslogFilesIT {

    private static final int LINES = 3000;
    private static final String MESSAGE = "postfix/smtpd[815]: connect from unknown[203.0.113.9]";
    private static final String RFC_5424 = "postfix/smtpd 815 - - ";

    @TempDir Path folder;

    @BeforeEach
    void makeCertificates() throws Exception {
        Certificates.authority(folder, "ca");
        Certificates.issue(folder, "ca", "mx1", "DNS:mx1.example.org");
        Certificates.issue(folder, "ca", "popauth", "DNS:popauth.example.org");
    }

    /// A file with the places of this test, and popAuth on a port of this machine.
    private String snippet(String name, int port) throws IOException {
        return Infra.text(name)
                .replace("\"192.0.2.5\"", "\"127.0.0.1\"")
                .replace("6514", String.valueOf(port))
                .replaceAll("/etc/(rsyslog.d|syslog-ng)/(popauth|kafka)-ca.pem", folder + "/ca.pem")
                .replaceAll("/etc/(rsyslog.d|syslog-ng)/mx1", folder + "/mx1")
                .replace("/var/lib/syslog-ng", folder.toString())
                .replace("/run/popauth/mail.pipe", pipe().toString());
    }

    private Path pipe() {
        return folder.resolve("mail.pipe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "tcp", "tls", "kafka"})
    void rsyslogTakesTheFile(String way) throws IOException {
        var rsyslogd = Infra.program("rsyslogd", "rsyslog");
        var snippet = snippet("rsyslog/popauth-" + way + ".conf", 6514);

        var said =
                Infra.run(
                        rsyslogd,
                        "-N1",
                        "-f",
                        SyslogDaemon.rsyslogFile(folder, snippet).toString());

        assertThat(said.lines().filter(it -> it.contains("error") || it.contains("warning")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "tcp", "tls", "kafka"})
    void syslogNgTakesTheFile(String way) throws IOException {
        var program = SyslogDaemon.syslogNg();
        var snippet = snippet("syslog-ng/popauth-" + way + ".conf", 6514);
        var file = SyslogDaemon.syslogNgFile(folder, snippet);

        var said = Infra.run(program, "--syntax-only", "--no-caps", "--cfgfile=" + file);

        assertThat(said).doesNotContainIgnoringCase("error", "warning");
    }

    @Test
    void everyFileIsTried() throws IOException {
        for (var daemon : List.of("rsyslog", "syslog-ng")) {
            assertThat(Infra.files(daemon, ".conf"))
                    .extracting(it -> it.getFileName().toString())
                    .containsExactly(
                            "popauth-kafka.conf",
                            "popauth-pipe.conf",
                            "popauth-tcp.conf",
                            "popauth-tls.conf");
        }
    }

    @Test
    void rsyslogFillsThePipeAndGoesOnWhenNobodyReads() throws Exception {
        Infra.run("mkfifo", "--mode=600", pipe().toString());
        try (var rsyslog = SyslogDaemon.rsyslog(folder, snippet("rsyslog/popauth-pipe.conf", 0))) {
            assertThatAPipeWorks(rsyslog);
        }
    }

    @Test
    void syslogNgFillsThePipeAndGoesOnWhenNobodyReads() throws Exception {
        Infra.run("mkfifo", "--mode=600", pipe().toString());
        try (var syslogNg =
                SyslogDaemon.syslogNg(folder, snippet("syslog-ng/popauth-pipe.conf", 0))) {
            assertThatAPipeWorks(syslogNg);
        }
    }

    private void assertThatAPipeWorks(SyslogDaemon daemon) throws Exception {
        // When
        daemon.log(LINES);

        // Then
        await().atMost(SyslogDaemon.SOON)
                .untilAsserted(() -> assertThat(daemon.all()).contains("line " + LINES + "\n"));

        // When
        var read =
                Command.run(
                        Duration.ofSeconds(60),
                        List.of("sh", "-c", "head -n " + LINES + " <'" + pipe() + "'"));

        // Then
        assertThat(read.status()).as(read.output()).isZero();
        assertThat(read.output().lines())
                .hasSize(LINES)
                .allMatch(it -> it.matches("\\d{4}-\\d\\d-\\d\\dT.* postfix/smtpd\\[815]: .*"));
        assertThat(read.output()).contains(MESSAGE + " line 1\n", " line " + LINES + "\n");
    }

    @Test
    void rsyslogSendsCountedLinesByTcp() throws Exception {
        try (var popauth = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var rsyslog =
                        SyslogDaemon.rsyslog(
                                folder,
                                snippet("rsyslog/popauth-tcp.conf", popauth.getLocalPort()))) {
            popauth.setSoTimeout((int) SyslogDaemon.SOON.toMillis());
            // When
            rsyslog.log(1);

            // Then
            try (var sender = popauth.accept()) {
                sender.setSoTimeout((int) SyslogDaemon.SOON.toMillis());
                var frame =
                        new String(sender.getInputStream().readNBytes(60), StandardCharsets.UTF_8);
                assertThat(frame).matches("(?s)\\d+ <22>1 \\d{4}-.*");
                var rest =
                        new String(sender.getInputStream().readNBytes(40), StandardCharsets.UTF_8);
                assertThat(frame + rest).contains(RFC_5424);
            }
        }
    }

    /// The files speak TLS to the broker; the one of this test does without.
    private String kafkaSnippet(String name, TestBroker broker) throws IOException {
        return snippet(name, 0)
                .replace("kafka.example.org:9093", broker.bootstrapServers())
                .replace("security.protocol=ssl", "security.protocol=plaintext")
                .replace(
                        "\"security.protocol\" => \"ssl\"",
                        "\"security.protocol\" => \"plaintext\"");
    }

    @Test
    void rsyslogWritesToKafkaWithTheMailHostAsKey() throws Exception {
        assumeTrue(hasOmkafka(), "needs rsyslog-kafka");
        try (var broker = TestBroker.start();
                var rsyslog =
                        SyslogDaemon.rsyslog(
                                folder, kafkaSnippet("rsyslog/popauth-kafka.conf", broker))) {
            assertThatATopicIsFilled(rsyslog, broker);
        }
    }

    @Test
    void syslogNgWritesToKafkaWithTheMailHostAsKey() throws Exception {
        SyslogDaemon.syslogNg();
        try (var broker = TestBroker.start();
                var syslogNg =
                        SyslogDaemon.syslogNg(
                                folder, kafkaSnippet("syslog-ng/popauth-kafka.conf", broker))) {
            assertThatATopicIsFilled(syslogNg, broker);
        }
    }

    private static boolean hasOmkafka() {
        return Command.run("sh", "-c", "ls /usr/lib/*/rsyslog/omkafka.so").status() == 0;
    }

    private static Map<String, Object> settings(TestBroker broker) {
        return Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", "files",
                "auto.offset.reset", "earliest");
    }

    private static void assertThatATopicIsFilled(SyslogDaemon daemon, TestBroker broker)
            throws Exception {
        // When
        daemon.log(10);

        // Then
        var found = new ArrayList<ConsumerRecord<String, String>>();
        var text = new StringDeserializer();
        try (var consumer = new KafkaConsumer<>(settings(broker), text, text)) {
            consumer.subscribe(List.of("syslog"));
            await().atMost(SyslogDaemon.SOON)
                    .untilAsserted(
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                                assertThat(found).hasSize(10);
                            });
        }
        var host = Infra.run("hostname").strip();
        assertThat(found)
                .extracting(ConsumerRecord::partition)
                .containsOnly(found.getFirst().partition());
        assertThat(found).extracting(ConsumerRecord::key).containsOnly(host);
        assertThat(found.getFirst().value().strip())
                .matches(
                        "<22>1 \\d{4}-\\d\\d-\\d\\dT\\S+ "
                                + host
                                + " postfix/smtpd 815 - - .*line 1");
    }

    @Test
    void rsyslogSendsByTlsWithItsCertificateToTheNamedPeer() throws Exception {
        int port = freePort();
        var received = folder.resolve("received");
        var server =
                new ProcessBuilder(
                                "openssl",
                                "s_server",
                                "-accept",
                                "127.0.0.1:" + port,
                                "-cert",
                                folder.resolve("popauth.crt").toString(),
                                "-key",
                                folder.resolve("popauth.key").toString(),
                                "-CAfile",
                                folder.resolve("ca.pem").toString(),
                                "-Verify",
                                "1",
                                "-verify_return_error",
                                "-naccept",
                                "1")
                        .redirectErrorStream(true)
                        .redirectOutput(received.toFile())
                        .start();
        try (var rsyslog =
                SyslogDaemon.rsyslog(folder, snippet("rsyslog/popauth-tls.conf", port))) {
            // When
            rsyslog.log(1);

            // Then
            await().atMost(SyslogDaemon.SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(Files.readString(received))
                                            .contains("subject=CN = mx1", RFC_5424));
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
