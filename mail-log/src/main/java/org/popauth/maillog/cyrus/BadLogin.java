package org.popauth.maillog.cyrus;

import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;

import org.popauth.events.Address;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// What follows the client in a `badlogin:` line: `plaintext USER SASL(-13): …`, `MECHANISM
/// [SASL(-13): …]`, `MECHANISM (USER) [SASL(-13): …]`.
///
/// The user may be any text, also text like the library's; so a code of the client's own fault
/// counts wherever it stands. What a client can do with that harms nobody else.
final class BadLogin {

    private static final String SASL = "SASL(";

    /// Codes of the SASL library that say that the client did not show who it is.
    private static final int[] CLIENTS_FAULT = {-13, -14, -15, -16, -18, -19, -20, -23, -26};

    private BadLogin() {}

    static Outcome read(Line line, Cursor cursor, Address address, String service) {
        int from = cursor.at();
        int reason = cursor.find(SASL);
        if (reason >= 0 && !isClientsFault(cursor)) {
            return OWN_FAULT;
        }
        cursor.moveTo(from);
        int mechanismTo = cursor.find(' ');
        int userFrom = mechanismTo < 0 ? cursor.end() : mechanismTo + 1;
        int userTo = reason < 0 ? userFrom : endOfUser(cursor, userFrom, reason);
        var user = line.textOrNull(userFrom, userTo);
        return line.loginFailed(
                address, user, service, line.text(reason < 0 ? from : reason, cursor.end()), 1);
    }

    private static int endOfUser(Cursor cursor, int from, int reason) {
        int to = reason;
        byte[] bytes = cursor.bytes();
        while (to > from && (bytes[to - 1] == '[' || bytes[to - 1] == ' ')) {
            to--;
        }
        return to;
    }

    private static boolean isClientsFault(Cursor cursor) {
        while (cursor.skipPast(SASL)) {
            boolean negative = cursor.skip('-');
            int code = cursor.number(3);
            for (int each : CLIENTS_FAULT) {
                if (negative && each == -code) {
                    return true;
                }
            }
        }
        return false;
    }
}
