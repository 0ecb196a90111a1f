package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;

/// Lines of a megabyte and more.
class LongLineTest {

    private static final String REFUSAL =
            "Nov 23 06:52:57 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.10]:"
                    + " 554 5.7.1 ";

    static Stream<String> hostileLines() {
        int times = 200_000;
        return Stream.of(
                REFUSAL + "<" + ">: Relay access denied; from=<a> to=<".repeat(times),
                REFUSAL + "<" + "x> to=<".repeat(times) + "> proto=SMTP helo=<x>",
                REFUSAL + "<" + ">: ".repeat(times),
                REFUSAL + "; from=<".repeat(times),
                REFUSAL + " helo=<".repeat(times),
                "Nov 23 06:52:57 mx1 dovecot: imap-login: " + ": user=<".repeat(times),
                "Nov 23 06:52:57 mx1 dovecot: imap(" + ")<1><".repeat(times),
                "Nov 23 06:52:57 mx1 dovecot: auth: pam(" + "): ".repeat(times),
                "Nov 23 06:52:57 mx1 vm-pop3d[1]: User '" + "' - failed auth, from=".repeat(times),
                "<22>1 2026-11-23T06:52:57Z mx1 postfix 1 - [" + "a=\"\\\"".repeat(times),
                "Nov 23 06:52:57 " + "x".repeat(times * 5),
                " ".repeat(times * 5),
                "\0".repeat(times * 5));
    }

    @ParameterizedTest
    @MethodSource("hostileLines")
    void aHostileLineOfAMegabyteIsReadWithoutAnException(String line) {
        // Given
        var log = new SampleLog();

        // When
        var reading = log.read(line);

        // Then
        assertThat(reading).isNotNull();
    }

    @Test
    void whatPostfixSaysFirstIsReadFromALineOfAMegabyte() {
        // Given
        var log = new SampleLog();

        // When
        var reading =
                log.read(
                        REFUSAL
                                + "Service unavailable; Client host [192.0.2.10] blocked using"
                                + " bl.example.org; "
                                + "x".repeat(1_000_000));

        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Recognised.class,
                        said -> {
                            assertThat(said.event().address())
                                    .isEqualTo(Address.parse("192.0.2.10"));
                            assertThat(said.event().line().length())
                                    .isEqualTo(MailEvent.LINE_CHARS_MAX);
                        });
    }

    @Test
    void aLogInOfDovecotThatMayHaveBeenCutIsNotRead() {
        // Given
        var log = new SampleLog();
        var user = "x".repeat(900) + ">, method=PLAIN, rip=198.51.100.9, lip=192.0.2.1";

        // When
        var reading =
                log.read(
                        "Nov 23 06:52:57 mx1 dovecot: imap-login: Disconnected (auth failed, 1"
                                + " attempts in 2 secs): user=<"
                                + user);

        // Then
        assertThat(reading).isInstanceOf(Reading.Unparsable.class);
    }
}
