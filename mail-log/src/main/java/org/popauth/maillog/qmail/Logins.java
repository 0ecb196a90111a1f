package org.popauth.maillog.qmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Reads who logged in to send, of two panels for web hosting:
///
/// - `smtp_auth: FAILED: user - password incorrect from ident@name [ADDRESS]` and `smtp_auth: SMTP
///   user joe : /var/qmail/… logged in from ident@name [ADDRESS]` (Plesk);
/// - `AUTH successful [ADDRESS] user` and `AUTH failed [ADDRESS] user` of qmail-smtpd (InterWorx).
///
/// In the first the address is the last thing, in the other the first.
final class Logins {

    private static final String FAILED = "FAILED: ";
    private static final String LOGGED_IN = "SMTP user ";
    private static final String SERVICE = "smtp";

    private Logins() {}

    static Outcome ofPlesk(Line line, Cursor cursor) {
        cursor.skip("smtp_auth: ");
        boolean failed = cursor.skip(FAILED);
        if (!failed && !cursor.skip(LOGGED_IN)) {
            return HARMLESS;
        }
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int userTo = cursor.find(failed ? " - " : " : ");
        int open = Bytes.lastIndexOf(bytes, cursor.at(), end, " [");
        boolean whole = userTo >= 0 && userTo < open && bytes[end - 1] == ']';
        if (!whole || (!failed && Bytes.indexOf(bytes, userTo, open, " logged in from ") < 0)) {
            return HARMLESS;
        }
        var address = cursor.address(open + 2, end - 1);
        var user = line.textOrNull(cursor.at(), userTo);
        if (address == null) {
            return HARMLESS;
        }
        if (failed) {
            return line.loginFailed(address, user, SERVICE, null, 1);
        }
        return Honest.mayBeCut(line)
                ? Honest.tooLong("Plesk's qmail")
                : line.loginSucceeded(address, user, SERVICE, null);
    }

    static Outcome ofInterWorx(Line line, Cursor cursor) {
        boolean failed = cursor.skip("AUTH failed [");
        if (!failed && !cursor.skip("AUTH successful [")) {
            return HARMLESS;
        }
        int close = cursor.find("] ");
        var address = close < 0 ? null : cursor.address(cursor.at(), close);
        if (address == null) {
            return HARMLESS;
        }
        var user = line.textOrNull(close + 2, cursor.end());
        return failed
                ? line.loginFailed(address, user, SERVICE, null, 1)
                : line.loginSucceeded(address, user, SERVICE, null);
    }
}
