package org.popauth.maillog.qmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Reads whom qmail's patch chkuser refused: `CHKUSER rejected rcpt: from <sender:ident:> remote
/// <greeting:name:ADDRESS> rcpt <recipient> : not existing recipient`, newer: `remote
/// <helo:greeting|remotehostname:name|remotehostip:ADDRESS>`.
///
/// What the client says stands before the address and behind it. So a line is not believed in which
/// a second place looks like the end of the address.
final class Chkuser {

    private static final String AFTER_ADDRESS = "> rcpt <";
    private static final String BEFORE_REASON = "> : ";

    private Chkuser() {}

    /// Reads one, with the cursor behind `CHKUSER `.
    static Outcome read(Line line, Cursor cursor) {
        if (!cursor.skip("rejected ")) {
            return HARMLESS;
        }
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int what = cursor.at();
        int from = cursor.find(": from <");
        int to = cursor.find(AFTER_ADDRESS);
        int reason = Bytes.lastIndexOf(bytes, what, end, BEFORE_REASON);
        boolean known =
                from >= 0
                        && from < to
                        && to < reason
                        && Bytes.indexOf(bytes, to + 1, end, AFTER_ADDRESS) < 0;
        var kind = known ? kind(line, what, from, reason + BEFORE_REASON.length(), end) : null;
        if (kind == null) {
            return HARMLESS;
        }
        int colon = Bytes.lastIndexOf(bytes, from, to, ":");
        var address = cursor.address(colon + 1, to);
        var text = line.text(reason + BEFORE_REASON.length(), end);
        var recipient = line.textOrNull(to + AFTER_ADDRESS.length(), reason);
        var details = new Details("RCPT", null, null, recipient, null, null, text, null);
        return address == null ? HARMLESS : line.offence(kind, address, details);
    }

    private static @Nullable OffenceKind kind(
            Line line, int whatFrom, int whatTo, int reasonFrom, int reasonTo) {
        var reason = line.word(reasonFrom, reasonTo);
        return switch (line.word(whatFrom, whatTo)) {
            case "relaying" -> OffenceKind.RELAY_DENIED;
            case "intrusion" -> OffenceKind.RATE_EXCEEDED;
            case "rcpt" ->
                    reason.equals("not existing recipient")
                                    || reason.equals("max number of invalid recipients")
                            ? OffenceKind.RECIPIENT_UNKNOWN
                            : null;
            case "sender" -> reason.startsWith("invalid ") ? OffenceKind.CONTENT_REFUSED : null;
            default -> null;
        };
    }
}
