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

    /// What Postfix says of a name that there is not. It refuses for good only if the name service
    /// has said so for sure; for any trouble there it answers `450`.
    private static final String NO_DOMAIN = "Domain not found";

    /// What Postfix itself says of names and addresses of bad form, which no server sends.
    private static final String[] OF_FORM = {
        "need fully-qualified", "Invalid name", "invalid ip address", "Malformed DNS"
    };

    /// What is said of greetings, beside their form, by programs that ask to come back.
    private static final String GREYLISTED = "Greylisted";

    /// What Postfix itself says of senders and recipients that it refuses, and that is not the
    /// operator's own text: who may send as whom, what is switched off, names of other kinds.
    private static final String[] OF_ADDRESSES = {
        "not owned by user",
        "not logged in",
        NO_DOMAIN,
        "User unknown",
        "undeliverable address",
        "unverified address",
        "Access denied",
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
        var misuse = onMisuse(cursor);
        if (misuse.kind != null) {
            return misuse;
        }
        return switch (phrase) {
            case CLIENT, REVERSE_NAME -> onClient(reply, cursor);
            case HELO -> onGreeting(reply, cursor);
            case SENDER -> onSender(reply, cursor);
            case RECIPIENT -> onRecipient(reply, cursor);
            case RELAY -> of(OffenceKind.RELAY_DENIED);
            case UNKNOWN -> of(OffenceKind.RECIPIENT_UNKNOWN);
            case DATA, END_OF_DATA -> IS_HARMLESS;
            case ETRN -> ofPolicy(reply.isPermanent());
        };
    }

    private static Verdict onSender(Reply reply, Cursor cursor) {
        if (reply.isRefusal() && seesAccessDenied(cursor)) {
            return of(OffenceKind.SENDER_FORGED);
        }
        return cursor.sees(NO_DOMAIN) ? ofPolicy(reply.isPermanent()) : onAddress(reply, cursor);
    }

    private static Verdict onClient(Reply reply, Cursor cursor) {
        if (cursor.sees(CACHED)) {
            return of(OffenceKind.REFUSED_AGAIN);
        }
        return ofPolicy(seesAccessDenied(cursor) ? reply.isRefusal() : reply.isPermanent());
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
        return onAddress(reply, cursor);
    }

    /// On what is refused for good by the operator's tables and policy servers, in their own words.
    private static Verdict onAddress(Reply reply, Cursor cursor) {
        if (isOfForm(reply, cursor)) {
            return of(OffenceKind.PROTOCOL_ABUSE);
        }
        return ofPolicy(reply.saysPolicy() && !seesAny(cursor, OF_ADDRESSES));
    }

    private static boolean isOfForm(Reply reply, Cursor cursor) {
        return reply.isPermanent() && seesAny(cursor, OF_FORM);
    }

    /// On what the operator refuses for reasons of policy, if it is refused for good.
    static Verdict ofPolicy(boolean refused) {
        return refused ? of(OffenceKind.CONTENT_REFUSED) : IS_HARMLESS;
    }

    private static boolean seesAny(Cursor cursor, String[] all) {
        for (var words : all) {
            if (cursor.sees(words)) {
                return true;
            }
        }
        return false;
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
        if (isOfForm(reply, cursor)) {
            return of(OffenceKind.PROTOCOL_ABUSE);
        }
        if (seesAccessDenied(cursor)) {
            return ofPolicy(reply.isRefusal());
        }
        if (cursor.sees("Host not found") || cursor.sees(NO_DOMAIN)) {
            return ofPolicy(reply.isPermanent());
        }
        boolean isForged =
                reply.isRefusal() && !seesAny(cursor, OF_FORM) && !cursor.sees(GREYLISTED);
        return isForged ? of(OffenceKind.HELO_FORGED) : IS_HARMLESS;
    }
}
