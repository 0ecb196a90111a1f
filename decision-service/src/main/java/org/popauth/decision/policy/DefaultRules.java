package org.popauth.decision.policy;

import static org.popauth.events.Measure.DROP;
import static org.popauth.events.Measure.REJECT;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;

/// The rules that hold unless configured otherwise. `docs/concepts/rules.md` says why they are so.
public final class DefaultRules {

    private static final Duration WEEK = Duration.ofDays(7);

    private DefaultRules() {}

    /// All rules, REJECT before DROP.
    public static List<Rule> all() {
        return List.of(
                rblListed(),
                senderForged(),
                recipientForged(),
                heloForged(),
                recipientUnknown(),
                relayDenied(),
                loginFailed(),
                pregreet(),
                dnsblRanked(),
                protocolAbuse(),
                rateExceeded(),
                contentRefused(),
                refusedAgain(),
                rblGoesOn(),
                forgeryGoesOn(),
                recipientsGoOn(),
                relayGoesOn(),
                loginsGoOn(),
                abuseGoesOn());
    }

    private static Rule rblListed() {
        return rule("rbl-listed", REJECT, OffenceKind.RBL_LISTED)
                .says("An RBL lists the client; it is refused from now on without asking again.")
                .counts("1 refusal because of an RBL", "refusals because of an RBL")
                .after(1, minutes(60), hours(24));
    }

    private static Rule senderForged() {
        return rule("sender-forged", REJECT, OffenceKind.SENDER_FORGED)
                .says("The client sends as a user of a mail provider that it does not belong to.")
                .counts("1 forged sender", "forged senders")
                .after(3, minutes(60), hours(24));
    }

    private static Rule recipientForged() {
        return rule("recipient-forged", REJECT, OffenceKind.RECIPIENT_FORGED)
                .says("The client writes to addresses that only spammers know.")
                .counts("1 trap address", "trap addresses")
                .after(2, hours(24), hours(24));
    }

    private static Rule heloForged() {
        return rule("helo-forged", REJECT, OffenceKind.HELO_FORGED)
                .says("The client greets with a name or an address of this site.")
                .counts("1 forged greeting", "forged greetings")
                .after(2, minutes(60), hours(24));
    }

    private static Rule recipientUnknown() {
        return rule("recipient-unknown", REJECT, OffenceKind.RECIPIENT_UNKNOWN)
                .says("The client guesses recipients.")
                .counts("1 refusal for an unknown recipient", "refusals for unknown recipients")
                .after(5, minutes(10), hours(4));
    }

    private static Rule relayDenied() {
        return rule("relay-denied", REJECT, OffenceKind.RELAY_DENIED)
                .says("The client tries to relay without having logged in.")
                .counts("1 attempt to relay", "attempts to relay")
                .after(10, minutes(60), hours(1));
    }

    private static Rule loginFailed() {
        return rule("login-failed", REJECT, OffenceKind.LOGIN_FAILED)
                .says("The client guesses passwords of several users, or of one user many times.")
                .counts("1 failed log-in", "failed log-ins of different users")
                .repeats(5)
                .after(5, minutes(30), hours(1));
    }

    private static Rule pregreet() {
        return rule("pregreet", REJECT, OffenceKind.PREGREET)
                .says("The client talks before its turn, as spam programs do.")
                .counts("1 early talk", "early talks")
                .after(3, minutes(60), hours(12));
    }

    private static Rule dnsblRanked() {
        return rule("dnsbl-ranked", REJECT, OffenceKind.DNSBL_RANKED)
                .says("Several DNS block lists together rank the client as bad.")
                .counts("1 bad DNSBL rank", "bad DNSBL ranks")
                .after(3, minutes(60), hours(12));
    }

    private static Rule protocolAbuse() {
        return rule("protocol-abuse", REJECT, OffenceKind.PROTOCOL_ABUSE)
                .says("The client does not speak SMTP as mail servers do.")
                .counts("1 abuse of the protocol", "abuses of the protocol")
                .after(5, minutes(60), hours(4));
    }

    private static Rule rateExceeded() {
        return rule("rate-exceeded", REJECT, OffenceKind.RATE_EXCEEDED)
                .says("The client goes on beyond a rate limit of the mail server.")
                .counts("1 exceeded limit", "exceeded limits")
                .after(20, minutes(10), hours(1));
    }

    private static Rule contentRefused() {
        return rule("content-refused", REJECT, OffenceKind.CONTENT_REFUSED)
                .says("A content filter refuses the client's mail again and again.")
                .counts("1 refused mail", "refused mails")
                .after(5, minutes(60), hours(4));
    }

    private static Rule refusedAgain() {
        return rule("refused-again", DROP, OffenceKind.REFUSED_AGAIN)
                .says("The client keeps coming back although it is refused.")
                .counts("1 return while refused", "returns while refused")
                .after(3, minutes(60), hours(24));
    }

    private static Rule rblGoesOn() {
        return rule("rbl-goes-on", DROP, OffenceKind.RBL_LISTED)
                .says("RBLs refuse the client again and again while it is rejected already.")
                .counts("1 refusal because of an RBL", "refusals because of an RBL")
                .after(10, minutes(60), hours(24));
    }

    private static Rule forgeryGoesOn() {
        return rule(
                        "forgery-goes-on",
                        DROP,
                        OffenceKind.SENDER_FORGED,
                        OffenceKind.RECIPIENT_FORGED,
                        OffenceKind.HELO_FORGED)
                .says("The client goes on with forgeries while it is rejected.")
                .counts("1 forgery", "forgeries")
                .after(5, minutes(60), hours(24));
    }

    private static Rule recipientsGoOn() {
        return rule("recipients-go-on", DROP, OffenceKind.RECIPIENT_UNKNOWN)
                .says("The client goes on guessing recipients while it is rejected.")
                .counts("1 refusal for an unknown recipient", "refusals for unknown recipients")
                .after(20, minutes(60), hours(24));
    }

    private static Rule relayGoesOn() {
        return rule("relay-goes-on", DROP, OffenceKind.RELAY_DENIED)
                .says("The client goes on trying to relay while it is rejected.")
                .counts("1 attempt to relay", "attempts to relay")
                .after(20, minutes(60), hours(12));
    }

    private static Rule loginsGoOn() {
        return rule("logins-go-on", DROP, OffenceKind.LOGIN_FAILED)
                .says("The client goes on guessing passwords while it is rejected.")
                .counts("1 failed log-in", "failed log-ins of different users")
                .repeats(5)
                .after(10, minutes(60), hours(12));
    }

    private static Rule abuseGoesOn() {
        return rule(
                        "abuse-goes-on",
                        DROP,
                        OffenceKind.PREGREET,
                        OffenceKind.DNSBL_RANKED,
                        OffenceKind.PROTOCOL_ABUSE,
                        OffenceKind.RATE_EXCEEDED,
                        OffenceKind.CONTENT_REFUSED)
                .says("The client goes on abusing the mail server while it is rejected.")
                .counts("1 abuse", "abuses")
                .after(20, minutes(60), hours(12));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    private static Writing rule(String name, Measure measure, OffenceKind... kinds) {
        return new Writing(name, measure, Set.of(kinds), "", "", "", 0);
    }

    /// A rule while it is written down.
    private record Writing(
            String name,
            Measure measure,
            Set<OffenceKind> kinds,
            String sentence,
            String one,
            String many,
            int repeatsAsOne) {

        Writing says(String text) {
            return new Writing(name, measure, kinds, text, one, many, repeatsAsOne);
        }

        Writing counts(String single, String several) {
            return new Writing(name, measure, kinds, sentence, single, several, repeatsAsOne);
        }

        Writing repeats(int asOne) {
            return new Writing(name, measure, kinds, sentence, one, many, asOne);
        }

        Rule after(int threshold, Duration window, Duration duration) {
            return new Rule(
                    name,
                    sentence,
                    kinds,
                    one,
                    many,
                    measure,
                    threshold,
                    window,
                    duration,
                    2,
                    WEEK,
                    Mode.ENFORCE,
                    measure == DROP,
                    repeatsAsOne);
        }
    }
}
