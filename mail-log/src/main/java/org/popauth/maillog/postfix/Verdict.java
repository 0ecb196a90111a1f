package org.popauth.maillog.postfix;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;

import org.jspecify.annotations.Nullable;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Outcome;

/// What a refusal counts as: a kind of offence, or nothing.
///
/// @param kind the kind; null when it counts as nothing
/// @param nothing why it does not count
record Verdict(@Nullable OffenceKind kind, Outcome.Nothing nothing) {

    private static final Verdict IS_HARMLESS = new Verdict(null, HARMLESS);
    private static final Verdict IS_OWN_FAULT = new Verdict(null, OWN_FAULT);

    /// The words of popAuth's own entries in the RBL cache.
    private static final String CACHED = "Your IP address has been blacklisted";

    /// The words of popAuth3's `helo_checks`.
    private static final String FORGED = "Your machine is not part of this network";

    /// What Postfix itself says of greetings: bad form, or trouble with the name service.
    private static final String[] OF_GREETINGS = {
        "need fully-qualified",
        "Host not found",
        "Invalid name",
        "invalid ip address",
        "Access denied",
        "Malformed DNS",
        "Domain not found",
        "Improper use",
        "Multi-recipient bounce",
        "Greylisted"
    };

    private static Verdict of(OffenceKind kind) {
        return new Verdict(kind, HARMLESS);
    }

    static Verdict harmless() {
        return IS_HARMLESS;
    }

    static Verdict ownFault() {
        return IS_OWN_FAULT;
    }

    /// The verdict on a refusal with these words, behind which the cursor stands.
    static Verdict on(Phrase phrase, Reply reply, Cursor cursor) {
        if (cursor.sees("Server configuration")) {
            return IS_OWN_FAULT;
        }
        return switch (phrase) {
            case CLIENT -> cursor.sees(CACHED) ? of(OffenceKind.REFUSED_AGAIN) : IS_HARMLESS;
            case HELO -> onGreeting(reply, cursor);
            case SENDER ->
                    reply.isRefusal() && seesAccessDenied(cursor)
                            ? of(OffenceKind.SENDER_FORGED)
                            : IS_HARMLESS;
            case RECIPIENT -> onRecipient(reply, cursor);
            case RELAY -> of(OffenceKind.RELAY_DENIED);
            case UNKNOWN -> of(OffenceKind.RECIPIENT_UNKNOWN);
            case DATA, END_OF_DATA -> onMisuse(cursor);
        };
    }

    private static boolean seesAccessDenied(Cursor cursor) {
        int at = cursor.at() + "Access denied".length();
        return cursor.sees("Access denied") && (at >= cursor.end() || cursor.bytes()[at] == ';');
    }

    private static Verdict onRecipient(Reply reply, Cursor cursor) {
        if (cursor.sees("unverified address")) {
            return IS_HARMLESS;
        }
        if (cursor.sees("undeliverable address: mail for ")) {
            return IS_OWN_FAULT;
        }
        if (cursor.sees("User unknown")
                || cursor.sees("undeliverable address")
                || reply.saysNoSuchMailbox()) {
            return of(OffenceKind.RECIPIENT_UNKNOWN);
        }
        if (cursor.sees("Relay access denied")) {
            return of(OffenceKind.RELAY_DENIED);
        }
        if (reply.isRefusal() && seesAccessDenied(cursor)) {
            return of(OffenceKind.RECIPIENT_FORGED);
        }
        return onMisuse(cursor);
    }

    private static Verdict onMisuse(Cursor cursor) {
        return cursor.sees("Improper use of SMTP command pipelining")
                        || cursor.sees("Multi-recipient bounce")
                ? of(OffenceKind.PROTOCOL_ABUSE)
                : IS_HARMLESS;
    }

    private static Verdict onGreeting(Reply reply, Cursor cursor) {
        if (cursor.sees(FORGED)) {
            return of(OffenceKind.HELO_FORGED);
        }
        for (var words : OF_GREETINGS) {
            if (cursor.sees(words)) {
                return IS_HARMLESS;
            }
        }
        return reply.isRefusal() ? of(OffenceKind.HELO_FORGED) : IS_HARMLESS;
    }
}
