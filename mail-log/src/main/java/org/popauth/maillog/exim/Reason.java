package org.popauth.maillog.exim;

import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The usual words of access lists and routers for the refusals that count, at the beginning of a
/// reason.
final class Reason {

    private static final String[] OF_RELAY = {
        "relay not permitted",
        "relaying not permitted",
        "relaying denied",
        "rejected relay attempt",
        "relay access denied",
        "smtp auth is required for message submission",
        "authentication required",
        "authentication is required",
        "please authenticate"
    };

    private static final String[] OF_UNKNOWN = {
        "unrouteable address",
        "unroutable address",
        "unknown user",
        "user unknown",
        "no such user",
        "no such person",
        "no such address",
        "no such recipient",
        "unknown recipient",
        "recipient unknown",
        "recipient verify failed",
        "the mail server could not deliver mail to "
    };

    /// What is said of a recipient's mailbox, for which no sender is to blame.
    private static final String[] OF_NOBODY = {
        "mailbox is full",
        "mailbox full",
        "mailbox quota exceeded",
        "quota exceeded",
        "over quota",
        "user is over quota",
        "user over quota"
    };

    private static final String[] OF_SENDER = {"sender verify failed"};

    private Reason() {}

    /// The kind that the words at the cursor tell of; that of the operator's own policy for others.
    static OffenceKind kind(Cursor cursor) {
        int at = afterCode(cursor);
        if (seesAny(cursor, at, OF_RELAY)) {
            return OffenceKind.RELAY_DENIED;
        }
        if (seesAny(cursor, at, OF_UNKNOWN)) {
            return OffenceKind.RECIPIENT_UNKNOWN;
        }
        return Bytes.matches(
                        cursor.bytes(), at, cursor.end(), "Your IP address has been blacklisted")
                ? OffenceKind.REFUSED_AGAIN
                : OffenceKind.CONTENT_REFUSED;
    }

    /// True when the words say that a mailbox is full.
    static boolean isOfNobody(Cursor cursor) {
        return seesAny(cursor, afterCode(cursor), OF_NOBODY);
    }

    /// True when the words say that there is no such sender.
    static boolean isOfSender(Cursor cursor) {
        return seesAny(cursor, afterCode(cursor), OF_SENDER);
    }

    /// Behind a reply code that the operator has put first: `550 5.1.1 `.
    private static int afterCode(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.peek() == '"' ? cursor.at() + 1 : cursor.at();
        while (at < cursor.end() && (Bytes.isDigit(bytes[at]) || bytes[at] == '.')) {
            at++;
            if (at < cursor.end() && bytes[at] == ' ') {
                at++;
            }
        }
        return at;
    }

    private static boolean seesAny(Cursor cursor, int at, String[] all) {
        for (var words : all) {
            if (matchesAnyCase(cursor, at, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAnyCase(Cursor cursor, int at, String lowerCase) {
        if (lowerCase.length() > cursor.end() - at) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int b = cursor.bytes()[at + i];
            int lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
            if (lower != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
