package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.testsupport.exec.Certificates;

/// What a real rsyslogd writes and sends, in its five formats, is read: each line once, with the
/// right host, program and time. A line that rsyslog has to send again it may send late.
class RsyslogIT {

    private static final int LINES = 300;
    private static final Duration SLACK = Duration.ofSeconds(20);
    private static final String FORWARD =
            """
            action(type="omfwd" target="127.0.0.1" port="%s" protocol="%s" template="%s"
                   TCP_Framing="%s")
            """;
    private static final String TLS =
            """
            global(DefaultNetstreamDriverCAFile="%1$s/ca.pem"
                   DefaultNetstreamDriverCertFile="%1$s/%3$s.crt"
                   DefaultNetstreamDriverKeyFile="%1$s/%3$s.key")
            action(type="omfwd" target="127.0.0.1" port="%2$s" protocol="tcp" template="%4$s"
                   TCP_Framing="octet-counted"
                   StreamDriver="ossl" StreamDriverMode="1" StreamDriverAuthMode="x509/name"
                   StreamDriverPermittedPeers="popauth.example"
                   action.resumeRetryCount="-1" action.resumeInterval="1" queue.type="LinkedList")
            """;

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();
    private final Instant started = Instant.now();
    private final LogRecords log = new LogRecords("org.popauth.ingest");

    private static List<String> messages(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(LogWriter::line)
                .map(line -> line.substring(line.indexOf("pop3-login")))
                .toList();
    }

    private void logAll(Rsyslog rsyslog) throws Exception {
        rsyslog.log("dovecot", 4711, messages(0, LINES));
        rsyslog.log(
                "postfix/smtpd",
                4712,
                List.of("4jXxSk: client=x[192.0.2.30], sasl_method=PLAIN, sasl_username=last"));
    }

    /// Each line once, and all of it right.
    private void assertEverythingCame(String postfix) {
        await().atMost(SLACK).until(() -> outlet.events().size() >= LINES + 1);
        var expected = new ArrayList<>(LogWriter.users(LINES));
        expected.add("last");
        assertThat(outlet.users()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(outlet.events()).extracting(MailEvent::host).containsOnly(new MailHost("mx1"));
        for (var event : outlet.events()) {
            boolean last = "last".equals(((MailEvent.LoginSucceeded) event).user());
            assertThat(event.program()).isEqualTo(last ? postfix : "dovecot");
        }
        assertThat(outlet.events())
                .extracting(MailEvent::at)
                .allMatch(at -> !at.isBefore(started.minusSeconds(1)))
                .allMatch(at -> !at.isAfter(Instant.now()));
    }

    private Ingest read(String type, Path path) throws Exception {
        var settings = new HashMap<String, String>();
        settings.put("ingest.sources.a.type", type);
        settings.put("ingest.sources.a.path", path.toString());
        settings.put("ingest.sources.a.zone", Rsyslog.ZONE);
        return Ingest.start(directory, outlet, settings);
    }

    @ParameterizedTest
    @CsvSource({
        "RSYSLOG_TraditionalFileFormat,postfix/smtpd",
        "RSYSLOG_FileFormat,postfix/smtpd",
        "RSYSLOG_SyslogProtocol23Format,postfix"
    })
    void aFileInEachFormatOfLinesIsRead(String format, String postfix) throws Exception {
        // Given
        var file = directory.resolve("mail.log");
        var write = "action(type=\"omfile\" file=\"%s\" template=\"%s\")";
        try (var ingest = read("file", file);
                var rsyslog = start(write.formatted(file, format))) {
            // When
            logAll(rsyslog);
            // Then
            assertEverythingCame(postfix);
            assertThat(ingest.metric("unparsable")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSYSLOG_TraditionalFileFormat", "RSYSLOG_FileFormat"})
    void aNamedPipeIsRead(String format) throws Exception {
        // Given
        var pipe = directory.resolve("mail.pipe");
        try (var ingest = read("pipe", pipe)) {
            ingest.awaitReading();
            var write = "action(type=\"ompipe\" pipe=\"%s\" template=\"%s\")";
            try (var rsyslog = start(write.formatted(pipe, format))) {
                // When
                logAll(rsyslog);
                // Then
                assertEverythingCame("postfix/smtpd");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "udp,RSYSLOG_ForwardFormat,traditional,postfix/smtpd",
        "udp,RSYSLOG_TraditionalForwardFormat,traditional,postfix/smtpd",
        "udp,RSYSLOG_SyslogProtocol23Format,traditional,postfix",
        "tcp,RSYSLOG_TraditionalFileFormat,traditional,postfix/smtpd",
        "tcp,RSYSLOG_FileFormat,traditional,postfix/smtpd",
        "tcp,RSYSLOG_ForwardFormat,traditional,postfix/smtpd",
        "tcp,RSYSLOG_TraditionalForwardFormat,traditional,postfix/smtpd",
        "tcp,RSYSLOG_SyslogProtocol23Format,traditional,postfix",
        "tcp,RSYSLOG_ForwardFormat,octet-counted,postfix/smtpd",
        "tcp,RSYSLOG_TraditionalForwardFormat,octet-counted,postfix/smtpd",
        "tcp,RSYSLOG_SyslogProtocol23Format,octet-counted,postfix"
    })
    void whatIsForwardedIsRead(String transport, String format, String framing, String postfix)
            throws Exception {
        // Given
        var net = new Syslog(transport).set("senders", "127.0.0.1").set("zone", Rsyslog.ZONE);
        try (var ingest = net.start(directory, outlet);
                var rsyslog = start(FORWARD.formatted(net.port, transport, format, framing))) {
            // When
            logAll(rsyslog);
            // Then
            assertEverythingCame(postfix);
            assertThat(ingest.metric("unparsable") + ingest.metric("unlisted")).isZero();
        }
    }

    private Rsyslog start(String configuration) throws Exception {
        return Rsyslog.start(directory.resolve("rsyslog"), configuration);
    }

    private Syslog tls() throws Exception {
        Rsyslog.assumeModule("lmnsd_ossl", "rsyslog-openssl");
        Certificates.authority(directory, "ca");
        Certificates.authority(directory, "other-ca");
        Certificates.issue(directory, "ca", "server", "DNS:popauth.example");
        Certificates.issue(directory, "ca", "mx1", "DNS:mx1.example");
        Certificates.issue(directory, "other-ca", "stranger", "DNS:mx1.example");
        return new Syslog("tls")
                .set("senders", "127.0.0.1")
                .set("zone", Rsyslog.ZONE)
                .set("tls.certificate", directory.resolve("server.crt").toString())
                .set("tls.key", directory.resolve("server.key").toString())
                .set("tls.client-ca", directory.resolve("ca.pem").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "RSYSLOG_ForwardFormat,postfix/smtpd",
        "RSYSLOG_TraditionalForwardFormat,postfix/smtpd",
        "RSYSLOG_SyslogProtocol23Format,postfix"
    })
    void whatComesByTlsIsRead(String format, String postfix) throws Exception {
        // Given
        var net = tls();
        try (var ingest = net.start(directory, outlet);
                var rsyslog = start(TLS.formatted(directory, net.port, "mx1", format))) {
            // When
            logAll(rsyslog);
            // Then
            assertEverythingCame(postfix);
            assertThat(ingest.metric("handshakes.failed")).isZero();
        }
    }

    @Test
    void anRsyslogWithACertificateOfAnotherAuthorityIsRefusedByName() throws Exception {
        // Given
        var net = tls();
        var format = "RSYSLOG_SyslogProtocol23Format";
        try (var ingest = net.start(directory, outlet);
                var rsyslog = start(TLS.formatted(directory, net.port, "stranger", format))) {
            // When
            logAll(rsyslog);
            await().atMost(SLACK).until(() -> ingest.metric("handshakes.failed") >= 1);
            // Then
            assertThat(outlet.events()).isEmpty();
            assertThat(log.text())
                    .contains("source=net sender=127.0.0.1")
                    .contains("certificate CN=stranger issued by CN=other-ca");
        }
    }

    @Test
    void anRsyslogThatIsNotListedIsRefused() throws Exception {
        // Given
        var net = new Syslog("tcp").set("senders", "192.0.2.10");
        var format = "RSYSLOG_ForwardFormat";
        try (var ingest = net.start(directory, outlet);
                var rsyslog = start(FORWARD.formatted(net.port, "tcp", format, "traditional"))) {
            // When
            logAll(rsyslog);
            await().atMost(SLACK).until(() -> ingest.metric("unlisted") >= 1);
            // Then
            assertThat(outlet.events()).isEmpty();
            assertThat(log.text()).contains("sender=127.0.0.1");
        }
    }

    /// rsyslog cuts the program's name at the slash in RFC 5424, unless it is told not to.
    @Test
    void theNameOfTheProgramIsKeptWhenRsyslogIsToldSo() throws Exception {
        // Given
        var net = new Syslog("tcp").set("senders", "127.0.0.1");
        var forward =
                FORWARD.formatted(
                        net.port, "tcp", "RSYSLOG_SyslogProtocol23Format", "octet-counted");
        try (var ingest = net.start(directory, outlet);
                var rsyslog = start("global(parser.permitSlashInProgramName=\"on\")\n" + forward)) {
            // When
            logAll(rsyslog);
            // Then
            assertEverythingCame("postfix/smtpd");
            assertThat(ingest.metric("cut.lines")).isZero();
        }
    }

    /// While popAuth is away, rsyslog keeps the lines. The first that it could not send, it may
    /// send twice.
    @Test
    void linesOfAnOutageComeLaterByTls() throws Exception {
        // Given
        var net = tls();
        var format = "RSYSLOG_SyslogProtocol23Format";
        try (var rsyslog = start(TLS.formatted(directory, net.port, "mx1", format))) {
            logAll(rsyslog);
            // When
            try (var ingest = net.start(directory, outlet)) {
                // Then
                await().atMost(SLACK).until(() -> outlet.users().contains("last"));
                await().atMost(SLACK)
                        .untilAsserted(
                                () ->
                                        assertThat(outlet.users())
                                                .containsAll(LogWriter.users(LINES)));
                assertThat(ingest.metric("unfinished")).isZero();
            }
        }
    }
}
