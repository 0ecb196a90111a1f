package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.testsupport.exec.Certificates;

/// What a real syslog-ng sends is read. Debian's package does not go together with rsyslog's, so
/// the environment variable `SYSLOG_NG` may name the program elsewhere.
class SyslogNgIT {

    private static final int LINES = 300;
    private static final Duration SLACK = Duration.ofSeconds(20);
    private static final String CONFIGURATION =
            """
            @version: 3.38
            source s_mail { unix-dgram("%1$s/log.sock" host-override("mx1")); };
            destination d_popauth { %2$s };
            filter f_mail { facility(mail); };
            log { source(s_mail); filter(f_mail); destination(d_popauth); flags(flow-control); };
            """;
    private static final String TLS =
            """
            syslog("127.0.0.1" port(%2$s) transport("tls")
                   tls(ca-file("%1$s/ca.pem") cert-file("%1$s/mx1.crt") key-file("%1$s/mx1.key")
                       peer-verify(required-trusted))
                   disk-buffer(reliable(yes) disk-buf-size(1073741824) dir("%1$s")));
            """;

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();
    private @Nullable Process running;

    @AfterEach
    void stop() throws Exception {
        if (running != null) {
            running.destroy();
            assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void start(String destination) throws Exception {
        var program = System.getenv().getOrDefault("SYSLOG_NG", "/usr/sbin/syslog-ng");
        assumeTrue(Files.isExecutable(Path.of(program)), "needs syslog-ng");
        var file = directory.resolve("syslog-ng.conf");
        Files.writeString(file, CONFIGURATION.formatted(directory, destination));
        var words =
                List.of(
                        program,
                        "--foreground",
                        "--no-caps",
                        "--stderr",
                        "--cfgfile=" + file,
                        "--persist-file=" + directory.resolve("persist"),
                        "--pidfile=" + directory.resolve("pid"),
                        "--control=" + directory.resolve("control"));
        running =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("said").toFile())
                        .start();
        await().atMost(SLACK).until(() -> Files.exists(directory.resolve("log.sock")));
    }

    private void log() throws Exception {
        var logger =
                new ProcessBuilder(
                                "logger",
                                "--socket",
                                directory.resolve("log.sock").toString(),
                                "--id=4711",
                                "--priority",
                                "mail.info",
                                "--tag",
                                "dovecot")
                        .start();
        var messages =
                IntStream.range(0, LINES)
                        .mapToObj(LogWriter::line)
                        .map(line -> line.substring(line.indexOf("pop3-login")))
                        .toList();
        try (var out = logger.getOutputStream()) {
            out.write((String.join("\n", messages) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(logger.waitFor()).isZero();
    }

    private void assertEverythingCame() throws Exception {
        await().atMost(SLACK)
                .untilAsserted(
                        () ->
                                assertThat(outlet.users())
                                        .as(Files.readString(directory.resolve("said")))
                                        .hasSize(LINES));
        assertThat(outlet.users()).isEqualTo(LogWriter.users(LINES));
        assertThat(outlet.events()).extracting(MailEvent::host).containsOnly(new MailHost("mx1"));
        assertThat(outlet.events()).extracting(MailEvent::program).containsOnly("dovecot");
    }

    @Test
    void whatComesByTlsIsRead() throws Exception {
        Certificates.authority(directory, "ca");
        Certificates.issue(directory, "ca", "server", "IP:127.0.0.1,DNS:127.0.0.1");
        Certificates.issue(directory, "ca", "mx1", "DNS:mx1.example");
        var net =
                new Syslog("tls")
                        .set("senders", "127.0.0.1")
                        .set("tls.certificate", directory.resolve("server.crt").toString())
                        .set("tls.key", directory.resolve("server.key").toString())
                        .set("tls.client-ca", directory.resolve("ca.pem").toString());
        try (var ingest = net.start(directory, outlet)) {
            start(TLS.formatted(directory, net.port));
            // When
            log();
            // Then
            assertEverythingCame();
            assertThat(ingest.metric("unparsable")).isZero();
        }
    }

    @Test
    void whatComesByTcpIsRead() throws Exception {
        var net = new Syslog("tcp").set("senders", "127.0.0.1");
        try (var ingest = net.start(directory, outlet)) {
            start("network(\"127.0.0.1\" port(" + net.port + ") transport(\"tcp\"));");
            // When
            log();
            // Then
            assertEverythingCame();
            assertThat(ingest.metric("unparsable")).isZero();
        }
    }
}
