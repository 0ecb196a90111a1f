package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.maillog.PatternLog.address;
import static org.popauth.maillog.PatternLog.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.maillog.patterns.BadPatterns;

/// What operators' patterns make of lines.
class OperatorParserTest {

    private static final Address ONE = Address.parse("192.0.2.1");
    private static final Address TWO = Address.parse("192.0.2.2");

    private final PatternLog log = new PatternLog();

    @Test
    void aMessageThatAPatternMatchesIsAnEvent() {
        var reading =
                log.read(
                        "06:52:57",
                        "lightmail[815]",
                        "<a1b2> Failed login for joe from 2001:db8::9 in session a1b2 (error: 0)");

        var failed = (MailEvent.LoginFailed) event(reading);
        assertThat(failed.client().toString()).isEqualTo("2001:db8::/64");
        assertThat(failed.user()).isEqualTo("joe");
        assertThat(failed.service()).isEqualTo("webmail");
        assertThat(failed.reason()).isEqualTo("0");
        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(log.log().lastPattern()).isEqualTo("lightmail-login-failed");
        log.read("06:52:57", "lightmail[815]", "hello");
        assertThat(log.log().lastPattern()).isNull();
    }

    @Test
    void theWholeMessageMustMatch() {
        assertThat(log.read("06:52:57", "plaind[1]", "x login failed: user=joe ip=192.0.2.1"))
                .isEqualTo(Reading.Ignored.HARMLESS);
        assertThat(log.read("06:52:57", "plaind[1]", "login failed: user=joe ip=192.0.2.1 x"))
                .isEqualTo(Reading.Ignored.HARMLESS);
    }

    @Test
    void linesOfOneProcessAreJoinedHoweverTheyInterleave() {
        log.read("06:52:57", "oldpop[1]", "connection from 192.0.2.1");
        log.read("06:52:57", "oldpop[2]", "connection from 192.0.2.2");

        assertThat(address(log.read("06:52:58", "oldpop[2]", "user anna logged in")))
                .isEqualTo(TWO);
        assertThat(address(log.read("06:52:58", "oldpop[1]", "user joe logged in"))).isEqualTo(ONE);
        assertThat(log.read("06:52:58", "oldpop[3]", "user joe logged in"))
                .isEqualTo(Reading.Ignored.HARMLESS);
        assertThat(log.read("Nov 23 06:52:58 mx2 oldpop[1]: user joe logged in"))
                .isEqualTo(Reading.Ignored.HARMLESS);
    }

    @Test
    void linesOfOneSessionAreJoinedWhateverTheirProcess() {
        log.read(
                "06:52:57", "sessd[9]", "00000000000000aa smtp connected address=192.0.2.1 host=x");
        log.read(
                "06:52:57", "sessd[9]", "00000000000000bb smtp connected address=192.0.2.2 host=y");

        var reading =
                log.read(
                        "06:52:58",
                        "sessd[9]",
                        "00000000000000aa smtp authentication user=joe result=permfail");

        assertThat(address(reading)).isEqualTo(ONE);
    }

    @Test
    void aProcessNumberThatIsUsedAgainIsOfTheNewClient() {
        log.read("06:52:57", "oldpop[1]", "connection from 192.0.2.1");
        log.read("06:52:58", "oldpop[1]", "connection from 192.0.2.2");

        assertThat(address(log.read("06:52:59", "oldpop[1]", "user joe logged in"))).isEqualTo(TWO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection from client.example.net",
                "connection closed by peer",
                "TOO LONG",
            })
    void afterALineThatEndsTheConnectionOrCannotBeReadNobodyIsKnown(String message) {
        log.read("06:52:57", "oldpop[1]", "connection from 192.0.2.1");
        log.read(
                "06:52:58",
                "oldpop[1]",
                message.equals("TOO LONG") ? "connection from " + "x".repeat(1000) : message);

        assertThat(log.read("06:52:59", "oldpop[1]", "user joe logged in"))
                .isEqualTo(Reading.Ignored.HARMLESS);
    }

    @Test
    void aFirstLineIsRememberedForItsTime() {
        log.read("06:00:00", "oldpop[1]", "connection from 192.0.2.1");
        log.read("06:00:00", "oldpop[2]", "connection from 192.0.2.2");

        assertThat(address(log.read("06:29:59", "oldpop[1]", "user joe logged in"))).isEqualTo(ONE);
        assertThat(log.read("06:30:01", "oldpop[2]", "user joe logged in"))
                .isEqualTo(Reading.Ignored.HARMLESS);
    }

    @Test
    void asManyFirstLinesAsAnybodyWritesAreRememberedToALimit() {
        for (int pid = 0; pid < 20_000; pid++) {
            log.read("06:52:57", "oldpop[" + pid + "]", "connection from 192.0.2.1");
        }

        int known = 0;
        for (int pid = 0; pid < 20_000; pid++) {
            var reading = log.read("06:52:57", "oldpop[" + pid + "]", "user joe logged in");
            known += reading instanceof Reading.Recognised ? 1 : 0;
        }

        assertThat(known).isEqualTo(4096);
    }

    @Test
    void whoeverReadsAgainFromTheOldestOpenLineGetsTheSameEvents() {
        log.read("06:52:50", "oldpop[1]", "hello");
        assertThat(log.log().oldestOpen()).isNull();
        var first = "Nov 23 06:52:57 mx1 oldpop[1]: connection from 192.0.2.1";
        log.read(first);
        var open = log.log().oldestOpen();
        var login = log.read("06:52:58", "oldpop[1]", "user joe logged in");

        assertThat(open).isNotNull().extracting(EventId::offset).isNotEqualTo(0L);
        var again = new PatternLog();
        again.read(first);
        assertThat(address(again.read("06:52:58", "oldpop[1]", "user joe logged in")))
                .isEqualTo(address(login));
        log.read("06:52:59", "oldpop[1]", "connection closed");
        assertThat(log.log().oldestOpen()).isNull();
    }

    @Test
    void aDaemonThatPopAuthReadsIsReadByItFirst() throws BadPatterns {
        // Given a pattern that would turn Postfix's own refusal into another client's log-in
        var file =
                """
                patterns:
                  - name: mine
                    programs: postfix/smtpd
                    event: login-succeeded
                    service: smtp
                    pattern: '.*helo=<(?P<client>[0-9.]+)>'
                    samples:
                      - line: 'Nov 23 06:52:57 mx1 postfix/smtpd[1]: my own helo=<192.0.2.1>'
                        gives: {client: 192.0.2.1}
                """;
        var patterns = OperatorPatterns.of("p.yaml", file.getBytes(StandardCharsets.UTF_8));
        var mailLog = new MailLog(SampleLog.SETTINGS.with(patterns), "test");
        var line =
                "Nov 23 06:52:57 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from"
                        + " unknown[192.0.2.7]: 554 5.7.1 <x@y.example>: Relay access denied;"
                        + " from=<a@b.example> to=<x@y.example> proto=SMTP helo=<192.0.2.1>";
        var bytes = line.getBytes(StandardCharsets.UTF_8);

        // When
        var reading = mailLog.read(bytes, 0, bytes.length, 1, 0, SampleLog.RECEIVED_AT);

        // Then
        assertThat(event(reading)).isInstanceOf(MailEvent.Offence.class);
        assertThat(address(reading)).hasToString("192.0.2.7");
        assertThat(mailLog.lastPattern()).isNull();
    }

    @Test
    void aMessageThatCanBeReadInTwoWaysIsNotRead() {
        assertThat(
                        log.read(
                                "06:52:57",
                                "sloppyd[1]",
                                "login failed: user=joe ip=198.51.100.99 ip=192.0.2.1 (3 attempts)"))
                .isEqualTo(Reading.Ignored.AMBIGUOUS);
        assertThat(
                        log.read(
                                "06:52:57",
                                "teamd[1]",
                                "RootPage Login from '192.0.2.1' for user 'x' might not have"
                                        + " worked' might not have worked"))
                .isEqualTo(Reading.Ignored.AMBIGUOUS);
    }

    @Test
    void whatIsNoTextHidesNothing() {
        var reading =
                log.read(
                        "06:52:57",
                        "plaind[1]",
                        "login failed: user=\u00ffj\u0001\no ip=192.0.2.1");

        assertThat(address(reading)).isEqualTo(ONE);
        assertThat(((MailEvent.LoginFailed) event(reading)).user()).doesNotContain("\u0001", "\n");
    }

    @Test
    void aMessageSeenSeveralTimesCountsSeveralTimes() {
        var reading =
                log.read(
                        "06:52:57",
                        "plaind[1]",
                        "message repeated 3 times: [ login failed: user=joe ip=192.0.2.1]");

        assertThat(((MailEvent.LoginFailed) event(reading)).attempts()).isEqualTo(3);
    }

    /// What daemons write; `%` is the client's.
    private static final List<String> TEMPLATES =
            List.of(
                    "sloppyd[1]: login failed: user=% ip=192.0.2.1 (3 attempts)",
                    "sloppyd[1]: login failed: user=% ip=192.0.2.1",
                    "plaind[1]: login failed: user=% ip=192.0.2.1",
                    "lightmail[1]: <a1> Failed login for % from 192.0.2.1 in session a1 (error: 0)",
                    "teamd[1]: RootPage Login from '192.0.2.1' for user '%' might not have"
                            + " worked - password",
                    "mymilter[1]: reject 550 5.7.1 from=<%> to=<a@b> client=[192.0.2.1] helo=x y",
                    "mymilter[1]: reject 550 5.7.1 from=<a@b> to=<%> client=[192.0.2.1] helo=x y",
                    "mymilter[1]: reject 550 5.7.1 from=<> to=<a@b> client=[192.0.2.1] helo=% y",
                    "sessd[1]: 00000000000000aa smtp authentication user=% result=permfail");

    private static List<String> plants() {
        var plants =
                new ArrayList<>(
                        List.of(
                                " ip=198.51.100.99",
                                " ip=198.51.100.99 (3 attempts)",
                                "x from 198.51.100.99 in session a (error: 0)",
                                "joe (ID: 1) from 198.51.100.99 in session a",
                                "' might not have worked",
                                "198.51.100.99' for user 'x",
                                "connection from 198.51.100.99"));
        plants.addAll(Plants.all(CorpusCase.all()));
        return plants;
    }

    @Test
    void textInANameMovesTheClientNowhere() {
        // Given
        var plants = plants();
        var random = new Random(1);
        var first = "00000000000000aa smtp connected address=192.0.2.1 host=x";

        for (var template : TEMPLATES) {
            log.read("06:52:57", "sessd[1]", first);
            for (int i = 0; i < 2000; i++) {
                // When
                var text = plants.get(i < 7 ? i : random.nextInt(plants.size()));
                var more = i % 3 == 0 ? "" : plants.get(random.nextInt(plants.size()));
                var line = "Nov 23 06:52:57 mx1 " + template.replace("%", text + more);
                var reading = log.read(line);

                // Then
                if (reading instanceof Reading.Recognised(MailEvent event)) {
                    assertThat(event.address()).as(line).isEqualTo(ONE);
                    assertThat(event).as(line).isNotInstanceOf(MailEvent.LoginSucceeded.class);
                }
            }
        }
    }

    @Test
    void aMessageFullOfAddressesTakesBoundedTime() {
        var message = "login failed: user=" + " ip=192.0.2.1".repeat(70) + " x";

        Assertions.assertTimeout(
                Duration.ofSeconds(10),
                () -> {
                    for (int i = 0; i < 100; i++) {
                        log.read("06:52:57", "sloppyd[1]", message.replace("0.2.1 x", "0.2." + i));
                    }
                });
    }
}
