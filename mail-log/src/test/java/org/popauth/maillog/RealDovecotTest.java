package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;

/// What an installed Dovecot really logs, as it is read.
class RealDovecotTest {

    private static final Address CLIENT = Address.parse("127.0.0.1");

    private static final List<String> HOSTILE_USERS =
            List.of(
                    "x>, method=PLAIN, rip=203.0.113.9, lip=192.0.2.1, session=<b",
                    "imap-login: Login: user=<root>, method=PLAIN, rip=203.0.113.9, lip=192.0.2.1",
                    "x,203.0.113.9,<a>): Password mismatch",
                    "x,203.0.113.9): unknown user",
                    "x): started proxying to h: user=<x>, rip=203.0.113.9",
                    "joe, ip=[203.0.113.9]");

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "login_log_format_elements = rip=%r lip=%l session=<%{session}> user=<%u> method=%m\n",
                "login_log_format_elements = user=<%u> rip=%r session=<%{session}>\n"
            })
    void aSessionBeginsAndEndsWithItsAddress(String elements) throws Exception {
        // Given
        var dovecot = RealDovecot.start(directory, elements);

        // When
        List<MailEvent> events;
        try (dovecot) {
            assertThat(dovecot.pop3("USER joe", "PASS geheim", "QUIT")).startsWith("+OK");
            dovecot.imap("a LOGIN joe geheim", "b LOGOUT");
            events = read(dovecot);
        }

        // Then
        assertThat(events).hasSize(4).allMatch(event -> event.address().equals(CLIENT));
        var begun = of(events, MailEvent.LoginSucceeded.class);
        var ended = of(events, MailEvent.LoggedOut.class);
        assertThat(begun).extracting(MailEvent.LoginSucceeded::user).containsOnly("joe");
        assertThat(begun)
                .extracting(MailEvent.LoginSucceeded::service)
                .containsExactlyInAnyOrder("pop3", "imap");
        assertThat(ended)
                .extracting(MailEvent.LoggedOut::session)
                .containsExactlyInAnyOrderElementsOf(
                        begun.stream().map(MailEvent.LoginSucceeded::session).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth_verbose = no\n", "auth_verbose = yes\n"})
    void aWrongPasswordCountsOnce(String verbose) throws Exception {
        // Given
        var dovecot = RealDovecot.start(directory, verbose);

        // When
        List<MailEvent> events;
        try (dovecot) {
            assertThat(dovecot.pop3("USER joe", "PASS falsch", "QUIT")).startsWith("+OK");
            dovecot.imap("a LOGIN nobody falsch", "b LOGIN nobody falsch", "c LOGOUT");
            events = read(dovecot);
        }

        // Then
        var failed = of(events, MailEvent.LoginFailed.class);
        assertThat(events).hasSameSizeAs(failed);
        assertThat(failed).allMatch(event -> event.address().equals(CLIENT));
        assertThat(failed.stream().mapToInt(MailEvent.LoginFailed::attempts).sum()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth_verbose = no\n",
                "auth_verbose = yes\n",
                "login_log_format_elements = rip=%r user=<%u>\n"
            })
    void aUserThatHoldsTheLogNamesNobodyElse(String settings) throws Exception {
        // Given
        var dovecot = RealDovecot.start(directory, settings);

        // When
        List<MailEvent> events;
        try (dovecot) {
            for (var user : HOSTILE_USERS) {
                dovecot.imap("a LOGIN \"" + user + "\" x", "b LOGOUT");
            }
            events = read(dovecot);
        }

        // Then
        assertThat(events)
                .hasSameSizeAs(HOSTILE_USERS)
                .hasOnlyElementsOfType(MailEvent.LoginFailed.class);
        assertThat(events).allMatch(event -> event.address().equals(CLIENT));
    }

    @Test
    void whoOnlyLooksInIsNobodysOffender() throws Exception {
        // Given
        var dovecot = RealDovecot.start(directory, "");

        // When
        List<MailEvent> events;
        try (dovecot) {
            dovecot.imap("a CAPABILITY", "b LOGOUT");
            dovecot.pop3("QUIT");
            events = read(dovecot);
        }

        // Then
        assertThat(events).isEmpty();
    }

    private static List<MailEvent> read(RealDovecot dovecot)
            throws IOException, InterruptedException {
        var log = new SampleLog();
        var events = new ArrayList<MailEvent>();
        for (var line : dovecot.stop()) {
            var reading = log.read(line);
            assertThat(reading).as(line).isNotInstanceOf(Reading.Unparsable.class);
            if (reading instanceof Reading.Recognised said) {
                events.add(said.event());
            }
        }
        return events;
    }

    private static <T extends MailEvent> List<T> of(List<MailEvent> events, Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
