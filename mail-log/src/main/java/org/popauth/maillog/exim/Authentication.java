package org.popauth.maillog.exim;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Failed log-ins: `NAME authenticator failed for CALLER: 535 Incorrect authentication data
/// (set_id=user)`, with the operator's name of the authenticator.
final class Authentication {

    private static final String USER = " (set_id=";

    private Authentication() {}

    static Outcome read(Line line, Cursor cursor) {
        while (isOfName(cursor.peek())) {
            cursor.moveTo(cursor.at() + 1);
        }
        cursor.skip(' ');
        cursor.skip('\t');
        if (!cursor.skip("authenticator failed for ") && !cursor.skip("failed for ")) {
            return HARMLESS;
        }
        var caller = Caller.read(cursor);
        cursor.skip(' ');
        if (caller == null || !cursor.skip(": ")) {
            return new Outcome.Unparsable("Exim: no caller that can be told after 'failed for'");
        }
        if (cursor.sees("435 ")) {
            return OWN_FAULT;
        }
        if (!cursor.sees("535 ")) {
            return HARMLESS;
        }
        int user = cursor.find(USER);
        int reasonTo = user < 0 ? cursor.end() : user;
        int userTo = Bytes.lastIndexOf(cursor.bytes(), reasonTo, cursor.end(), ")");
        return line.loginFailed(
                caller.address(),
                user < 0 || userTo < 0 ? null : line.textOrNull(user + USER.length(), userTo),
                "smtp",
                line.textOrNull(cursor.at(), reasonTo),
                1);
    }

    private static boolean isOfName(int b) {
        return Bytes.isLetterOrDigit(b) || b == '_' || b == '-';
    }
}
