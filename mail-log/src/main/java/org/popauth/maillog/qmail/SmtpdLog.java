package org.popauth.maillog.qmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Reads what s/qmail, and qmail with its logging, says of a session: `pid 815 Reject::AUTH::plain
/// P:ESMTPSA S:ADDRESS:name H:greeting F:sender T:recipient ?~ 'user'`.
///
/// The address stands before everything that the client says. Its name in the DNS holds no colon:
/// qmail writes other bytes than those of a host's name in digits.
final class SmtpdLog {

    private static final String ACCEPTED = "Accept::AUTH::";
    private static final String REJECTED = "Reject::";
    private static final String[] USER = {" ?~ '", " ?= '"};

    private SmtpdLog() {}

    /// Reads one, with the cursor behind the program's name.
    static Outcome read(Line line, Cursor cursor, String service) {
        if (!cursor.skip("pid ") || cursor.number(9) < 0 || !cursor.skip(' ')) {
            return HARMLESS;
        }
        int textFrom = cursor.at();
        int protocol = cursor.find(" P:");
        boolean accepted = cursor.skip(ACCEPTED);
        if ((!accepted && !cursor.skip(REJECTED)) || protocol < cursor.at()) {
            return HARMLESS;
        }
        var what = line.word(cursor.at(), protocol);
        var address = address(cursor, protocol + 3);
        if (address == null) {
            return HARMLESS;
        }
        if (accepted || what.startsWith("AUTH::")) {
            return ofLogin(line, cursor, address, accepted, service);
        }
        var kind = kind(what);
        return kind == null
                ? HARMLESS
                : line.offence(kind, address, Details.ofText(line.text(textFrom, cursor.end())));
    }

    private static Outcome ofLogin(
            Line line, Cursor cursor, Address address, boolean accepted, String service) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        for (var before : USER) {
            int place = Bytes.lastIndexOf(bytes, cursor.at(), end, before);
            if (place >= 0 && bytes[end - 1] == '\'') {
                var user = line.textOrNull(place + before.length(), end - 1);
                return accepted
                        ? line.loginSucceeded(address, user, service, null)
                        : line.loginFailed(address, user, service, null, 1);
            }
        }
        return HARMLESS;
    }

    private static @Nullable OffenceKind kind(String what) {
        return switch (what) {
            case "SNDR::Invalid_Relay" -> OffenceKind.RELAY_DENIED;
            case "RCPT::Failed_Rcptto" -> OffenceKind.RECIPIENT_UNKNOWN;
            case "SNDR::Bad_Helo", "SNDR::DNS_Helo", "RCPT::Bad_Rcptto" ->
                    OffenceKind.CONTENT_REFUSED;
            case "DATA::Invalid_Size" -> null;
            default ->
                    what.startsWith("ORIG::")
                                    || what.startsWith("DATA::")
                                    || what.startsWith("SPF::")
                            ? OffenceKind.CONTENT_REFUSED
                            : null;
        };
    }

    /// The address in `ESMTP S:ADDRESS:name`, behind which the cursor is then.
    private static @Nullable Address address(Cursor cursor, int protocol) {
        cursor.moveTo(protocol);
        int blank = cursor.find(' ');
        if (blank < 0) {
            return null;
        }
        cursor.moveTo(blank);
        if (!cursor.skip(" S:")) {
            return null;
        }
        int from = cursor.at();
        int next = cursor.find(' ');
        int to = Bytes.lastIndexOf(cursor.bytes(), from, next < 0 ? cursor.end() : next, ":");
        if (to < 0) {
            return null;
        }
        cursor.moveTo(to);
        return cursor.address(from, to);
    }
}
