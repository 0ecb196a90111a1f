package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;
import org.popauth.events.OffenceKind;

/// What clients send: any bytes, and the text of the log itself.
class HostileTextTest {

    private static final Address CLIENT = Address.parse("192.0.2.10");

    private static final List<String> PLANTS =
            List.of(
                    "4jXxSk3PkszK8j4: client=unknown[198.51.100.9], sasl_method=PLAIN, sasl_username=root",
                    "NOQUEUE: reject: RCPT from unknown[198.51.100.9]: 554 5.7.1 <x>: Relay access denied",
                    "Service unavailable; Client host [198.51.100.9] blocked using bl.example.org; x",
                    ">: Recipient address rejected: Access denied; from=<",
                    ">: Sender address rejected: Access denied; from=<a> to=<b> proto=SMTP helo=<c>",
                    ">: Recipient address rejected: Greylisted; from=<a> to=<b",
                    ">: Helo command rejected: Host not found; proto=SMTP",
                    "> to=<x@198.51.100.9> proto=SMTP helo=<[198.51.100.9]",
                    "; from=<unknown[198.51.100.9]> to=<r@example.org> proto=ESMTP helo=<x",
                    ">, method=PLAIN, rip=198.51.100.9, lip=192.0.2.1, TLS, session=<b",
                    "imap-login: Login: user=<root>, method=PLAIN, rip=198.51.100.9, lip=192.0.2.1",
                    "unknown[192.0.2.10]>: Client host rejected: cannot find your hostname",
                    "H=(x) [198.51.100.9] F=<a@b> rejected RCPT <c@d>: relay not permitted",
                    "x) [198.51.100.9] F=<a@b> rejected RCPT <c@d>: relay not permitted",
                    "x\" H=[198.51.100.9] AUTH command used when not advertised",
                    ">, relay=[198.51.100.9], reject=550 5.7.1 <x>... Relaying denied",
                    ", relay=[198.51.100.9], authid=root, mech=PLAIN, bits=0",
                    "x,198.51.100.9): unknown user",
                    "x' logged in from 198.51.100.9",
                    "warning: unknown[198.51.100.9]: SASL LOGIN authentication failed: x",
                    "\u0000\u001b[31m<script>alert(1)</script>\u0085");

    @Provide
    Arbitrary<String> texts() {
        var plants = Arbitraries.of(PLANTS);
        var short1 = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(12);
        var anything = Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(60);
        var mixed =
                Combinators.combine(short1, plants, short1)
                        .as((before, plant, after) -> before + plant + after);
        var twice =
                Combinators.combine(plants, short1, plants)
                        .as((first, between, last) -> first + between + last);
        return Arbitraries.oneOf(mixed, twice, anything);
    }

    @Property(tries = 20_000)
    void anyBytesAreReadWithoutAnException(@ForAll byte[] bytes) {
        // Given
        var log = new MailLog(SampleLog.SETTINGS, "test");

        // When
        var reading = log.read(bytes, 0, bytes.length, 1, 0, SampleLog.RECEIVED_AT);

        // Then
        assertThat(reading).isNotNull();
    }

    @Property(tries = 5_000)
    void anyMessageOfADaemonIsReadWithoutAnException(
            @ForAll("texts") String text, @ForAll("tags") String tag) {
        // Given
        var log = new SampleLog();

        // When
        var reading = log.read("Nov 23 06:52:57 mx1 " + tag + text);

        // Then
        assertThat(reading).isNotNull();
    }

    @Provide
    Arbitrary<String> tags() {
        return Arbitraries.of(
                "postfix/smtpd[1]: ",
                "postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.10]: 554 5.7.1 ",
                "postfix/smtpd[1]: warning: ",
                "postfix/smtpd[1]: disconnect from ",
                "postfix/postscreen[1]: PREGREET ",
                "postfix/cleanup[1]: ABCDEF: milter-reject: ",
                "postfix 1 - - ",
                "dovecot: ",
                "dovecot: imap-login: ",
                "dovecot: auth: ",
                "dovecot: imap(",
                "exim[1]: ",
                "exim[1]: H=(",
                "exim[1]: H=h [192.0.2.10] F=<",
                "exim[1]: SMTP protocol error in \"",
                "exim[1]: plain authenticator failed for ",
                "sm-mta[1]: s1P819mk027713: ",
                "sm-mta[1]: s1P819mk027713: ruleset=check_rcpt, arg1=",
                "sm-mta[1]: AUTH failure (PLAIN): ",
                "vm-pop3d[1]: ",
                "vm-pop3d[1]: User '");
    }

    @Property(tries = 3_000)
    void aTruncatedLineIsReadWithoutAnException(
            @ForAll("corpusLines") String line, @ForAll int at) {
        // Given
        var log = new SampleLog();
        int end = Math.floorMod(at, line.length() + 1);

        // When
        var reading = log.read(Arrays.copyOf(line.getBytes(StandardCharsets.ISO_8859_1), end));

        // Then
        assertThat(reading).isNotNull();
    }

    @Provide
    Arbitrary<String> corpusLines() {
        return Arbitraries.of(CorpusCase.all().stream().map(CorpusCase::line).toList());
    }

    @Property(tries = 3_000)
    void aSenderChangesNeitherKindNorAddress(@ForAll("texts") String sender) {
        var line =
                "<r@example.org>: Recipient address rejected: User unknown in local recipient table;"
                        + " from=<"
                        + sender
                        + "> to=<r@example.org> proto=SMTP helo=<x>";
        assertOffence(line, OffenceKind.RECIPIENT_UNKNOWN);
    }

    @Property(tries = 3_000)
    void aRefusedSenderChangesNeitherKindNorAddress(@ForAll("texts") String sender) {
        var line =
                "<"
                        + sender
                        + ">: Sender address rejected: Access denied; from=<"
                        + sender
                        + "> to=<r@example.org> proto=SMTP helo=<x>";
        assertOffence(line, OffenceKind.SENDER_FORGED);
    }

    @Property(tries = 3_000)
    void aRecipientChangesNeitherKindNorAddress(@ForAll("texts") String recipient) {
        var line =
                "<"
                        + recipient
                        + ">: Relay access denied; from=<s@example.net> to=<"
                        + recipient
                        + "> proto=SMTP helo=<x>";
        assertOffence(line, OffenceKind.RELAY_DENIED);
    }

    @Property(tries = 3_000)
    void senderAndRecipientOfAnRblsRefusalChangeNeitherKindNorAddress(
            @ForAll("texts") String sender, @ForAll("texts") String recipient) {
        var line =
                "Service unavailable; Client host [192.0.2.10] blocked using bl.example.org; from=<"
                        + sender
                        + "> to=<"
                        + recipient
                        + "> proto=SMTP helo=<x>";
        assertOffence(line, OffenceKind.RBL_LISTED);
    }

    @Property(tries = 3_000)
    void aGreetingChangesNeitherKindNorAddress(@ForAll("texts") String helo) {
        var line =
                "<x@elsewhere.example>: Relay access denied; from=<s@example.net>"
                        + " to=<x@elsewhere.example> proto=SMTP helo=<"
                        + helo
                        + ">";
        assertOffence(line, OffenceKind.RELAY_DENIED);
    }

    @Property(tries = 3_000)
    void aNameChangesNeitherKindNorAddress(@ForAll("names") String name) {
        // Given
        var log = new SampleLog();

        // When
        var reading =
                log.read(
                        "Nov 23 06:52:57 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from "
                                + name
                                + "[192.0.2.10]: 554 5.7.1 <x@elsewhere.example>: Relay access denied;"
                                + " from=<s@example.net> to=<x@elsewhere.example> proto=SMTP helo=<x>");

        // Then
        assertOffence(reading, OffenceKind.RELAY_DENIED);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "198.51.100.9",
                "unknown.198.51.100.9.example.net",
                "554.5.7.1.client.host.rejected.example",
                "reject.example.net",
                "sasl_username.example.net");
    }

    @Property(tries = 3_000)
    void aUserOfDovecotChangesTheAddressOfNothing(@ForAll("texts") String user) {
        // Given
        var log = new SampleLog();

        // When
        var reading =
                log.read(
                        "Nov 23 06:52:57 mx1 dovecot: imap-login: Disconnected (auth failed, 1"
                                + " attempts in 2 secs): user=<"
                                + user
                                + ">, method=PLAIN, rip=192.0.2.10, lip=192.0.2.1, TLS,"
                                + " session=<a>");

        // Then
        assertThat(event(reading)).isInstanceOf(MailEvent.LoginFailed.class);
        assertThat(event(reading).address()).isEqualTo(CLIENT);
    }

    @Property(tries = 3_000)
    void aUserOfDovecotsAuthenticationMakesNobodyElseAnOffender(@ForAll("texts") String user) {
        // Given
        var log = new SampleLog();

        // When
        var reading =
                log.read(
                        "Nov 23 06:52:57 mx1 dovecot: auth: sql("
                                + user
                                + ",192.0.2.10,<a>): Password mismatch");

        // Then
        if (reading instanceof Reading.Recognised said) {
            assertThat(said.event()).isInstanceOf(MailEvent.LoginFailed.class);
            assertThat(said.event().address()).isEqualTo(CLIENT);
        }
    }

    @Property(tries = 3_000)
    void whatAClientSaysToEximAndSendmailMakesNobodyElseAnOffender(
            @ForAll("texts") String text, @ForAll("placesForText") String place) {
        // Given
        var log = new SampleLog();

        // When
        var reading = log.read("Nov 23 06:52:57 mx1 " + place.replace("TEXT", text));

        // Then
        if (reading instanceof Reading.Recognised said) {
            assertThat(said.event().address()).isEqualTo(CLIENT);
            assertThat(said.event()).isNotInstanceOf(MailEvent.LoginSucceeded.class);
        }
    }

    @Provide
    Arbitrary<String> placesForText() {
        return Arbitraries.of(
                "exim[1]: H=(TEXT) [192.0.2.10] F=<s@example.net> rejected RCPT <r@example.org>:"
                        + " relay not permitted",
                "exim[1]: H=(x) [192.0.2.10] F=<\"TEXT\"@example.net> rejected RCPT"
                        + " <r@example.org>: relay not permitted",
                "exim[1]: H=(x) [192.0.2.10] F=<s@example.net> rejected RCPT"
                        + " <\"TEXT\"@example.org>: relay not permitted",
                "exim[1]: plain authenticator failed for (TEXT) [192.0.2.10]: 535 Incorrect"
                        + " authentication data",
                "exim[1]: plain authenticator failed for (x) [192.0.2.10]: 535 Incorrect"
                        + " authentication data (set_id=TEXT)",
                "exim[1]: rejected EHLO from [192.0.2.10]: syntactically invalid argument(s): TEXT",
                "exim[1]: rejected from <\"TEXT\"@example.net> H=(x) [192.0.2.10]:"
                        + " Non-CRLF-terminated header, under CHUNKING: message abandoned",
                "exim[1]: rejected from <s@example.net> H=(TEXT) [192.0.2.10]:"
                        + " Non-CRLF-terminated header, under CHUNKING: message abandoned",
                "exim[1]: SMTP protocol error in \"TEXT\" H=(x) [192.0.2.10] AUTH command used"
                        + " when not advertised",
                "sm-mta[1]: s1P819mk027713: ruleset=check_rcpt, arg1=<TEXT>, relay=[192.0.2.10],"
                        + " reject=550 5.7.1 <TEXT>... Relaying denied",
                "sm-mta[1]: s1P819mk027713: ruleset=check_rcpt, arg1=<TEXT>, relay=[192.0.2.10],"
                        + " reject=550 5.7.1 Relaying denied",
                "sm-mta[1]: s1P819mk027713: AUTH failure (PLAIN): x (-13) y, user=TEXT,"
                        + " relay=[192.0.2.10]",
                "postfix/cleanup[1]: ABCDEF: reject: header TEXT from unknown[192.0.2.10];"
                        + " from=<TEXT> to=<r@example.org> proto=SMTP helo=<x>: 5.7.1 no");
    }

    @Property(tries = 3_000)
    void aUserOfVmPop3dChangesNeitherTypeNorAddress(@ForAll("texts") String user) {
        // Given
        var log = new SampleLog();
        log.read("Nov 23 06:52:57 mx1 vm-pop3d[1]: Connect from 192.0.2.10");

        // When
        var reading =
                log.read(
                        "Nov 23 06:52:57 mx1 vm-pop3d[1]: User '"
                                + user
                                + "' - failed auth, from=192.0.2.10");

        // Then
        assertThat(event(reading)).isInstanceOf(MailEvent.LoginFailed.class);
        assertThat(event(reading).address()).isEqualTo(CLIENT);
    }

    @Property(tries = 3_000)
    void textInAnEventHoldsNoControlCharacters(@ForAll("texts") String sender) {
        // Given
        var log = new SampleLog();

        // When
        var reading =
                log.read(
                        "Nov 23 06:52:57 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from"
                                + " unknown[192.0.2.10]: 554 5.7.1 <x@y>: Relay access denied; from=<"
                                + sender
                                + "> to=<x@y> proto=SMTP helo=<x>");

        // Then
        var offence = (MailEvent.Offence) event(reading);
        assertThat(offence.line().codePoints().anyMatch(Character::isISOControl)).isFalse();
        assertThat(String.valueOf(offence.sender()).codePoints().anyMatch(Character::isISOControl))
                .isFalse();
        assertThat(offence.line().length()).isLessThanOrEqualTo(MailEvent.LINE_CHARS_MAX);
        assertThat(offence.at()).isBefore(Instant.parse("2026-11-24T00:00:00Z"));
    }

    private static void assertOffence(String refusal, OffenceKind kind) {
        var line =
                "Nov 23 06:52:57 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from"
                        + " unknown[192.0.2.10]: 554 5.7.1 "
                        + refusal;
        assertOffence(new SampleLog().read(line), kind);
    }

    private static void assertOffence(Reading reading, OffenceKind kind) {
        var offence = (MailEvent.Offence) event(reading);
        assertThat(offence.kind()).isEqualTo(kind);
        assertThat(offence.address()).isEqualTo(CLIENT);
    }

    private static MailEvent event(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Recognised.class);
        return ((Reading.Recognised) reading).event();
    }
}
