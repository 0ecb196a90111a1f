package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.maillog.header.Header;

/// A header that knows who wrote earlier lines reads the next one as one that knows nothing.
class WarmHeaderTest {

    private static final List<String> STAMPS =
            List.of(
                    "Nov 23 06:52:57 ",
                    "Nov 23 06:52:57.123 ",
                    "<22>Nov  3 06:52:57 ",
                    "2026-11-23T06:52:57.459060+01:00 ",
                    "2026-11-23T06:52:57 ",
                    "2026-11-23 06:52:57 ",
                    "1763880777.459060 ",
                    "<22>",
                    "Nov 23 06:52:57 <mail.info> ",
                    "Nov 23 06:52:57 Info: ",
                    "Nov 23 06:52:57 Message forwarded from ");

    private static final List<String> HOSTS =
            List.of("", "mx1 ", "mx1  ", "mx1: ", "Nov ", "INFO ", "stdout F ", "fe80::1 ", "a(b ");

    private static final List<String> NAMES =
            List.of(
                    "postfix/smtpd",
                    "dovecot",
                    "mail:info postfix/smtpd",
                    "mail.info postfix/smtpd",
                    "imap(joe smith)",
                    "last message repeated",
                    "docker/mail",
                    "x".repeat(250));

    private static final List<String> BEHIND =
            List.of(
                    "[815]: hello",
                    "[815] hello",
                    "[815]hello",
                    "[815]:hello",
                    ": hello",
                    ":hello",
                    ":",
                    ": ",
                    "[",
                    "[]: hello",
                    "[x]: hello",
                    "[815",
                    "[815]: [ID 702911 mail.info] hello",
                    ": Nov 23 06:52:57 mx2 dovecot: hello",
                    " hello: you",
                    " 3 times");

    private static List<byte[]> lines() {
        var lines = new ArrayList<byte[]>();
        for (var stamp : STAMPS) {
            for (var host : HOSTS) {
                for (var name : NAMES) {
                    for (var behind : BEHIND) {
                        var line = stamp + host + name + behind;
                        lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        return lines;
    }

    @Test
    void aHeaderThatKnowsManyWritersReadsAsOneThatKnowsNone() {
        // Given
        var lines = lines();
        var warm = new Header<Integer>();
        var names = new ArrayList<String>();
        for (var line : lines) {
            if (warm.read(line, 0, line.length) == null && warm.isPlain()) {
                warm.keep(names.size());
                names.add(writer(warm));
            }
        }
        int known = 0;
        for (var line : lines) {
            var cold = new Header<Integer>();
            // When
            warm.read(line, 0, line.length);
            var writer = warm.writer();
            if (writer != null) {
                assertThat(names.get(writer)).isEqualTo(writer(warm));
                known++;
            }
            // Then
            assertThat(described(warm, line))
                    .as(new String(line, StandardCharsets.ISO_8859_1))
                    .isEqualTo(described(cold, line));
        }
        assertThat(known).isGreaterThan(1000);
    }

    @Test
    void whatWasKeptIsForgotten() {
        // Given
        var header = new Header<String>();
        var line = "Nov 23 06:52:57 mx1 postfix/smtpd[815]: x".getBytes(StandardCharsets.US_ASCII);
        header.read(line, 0, line.length);
        header.keep("smtpd on mx1");
        header.read(line, 0, line.length);
        assertThat(header.writer()).isEqualTo("smtpd on mx1");
        // When
        header.forgetWriters();
        // Then
        header.read(line, 0, line.length);
        assertThat(header.writer()).isNull();
    }

    private static String writer(Header<?> header) {
        return text(header.bytes(), header.hostFrom(), header.hostTo())
                + "|"
                + text(header.programBytes(), header.programFrom(), header.programTo());
    }

    /// All that the header says, also of the line that the message carries.
    private static String described(Header<Integer> header, byte[] line) {
        var wrong = header.read(line, 0, line.length);
        if (wrong != null) {
            return wrong;
        }
        var outer = described(header);
        return header.readCarried() ? outer + " / " + described(header) : outer;
    }

    private static String described(Header<?> header) {
        return "%s pid=%d hostless=%b times=%d tag=%d message=%s"
                .formatted(
                        writer(header),
                        header.pid(),
                        header.isHostless(),
                        header.times(),
                        header.tagFrom(),
                        text(header.bytes(), header.messageFrom(), header.messageTo()));
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
