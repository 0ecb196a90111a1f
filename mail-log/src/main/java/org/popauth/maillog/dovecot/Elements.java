package org.popauth.maillog.dovecot;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// What Dovecot prints about a log-in: `user=<U>, method=M, rip=A, lip=B, mpid=N, TLS,
/// session=<S>`.
///
/// The user may be any text that a client sends, also text of this form. Nothing behind the real `,
/// rip=` is the client's, so the last one counts, and only when `user=<` is what comes first.
///
/// @param userFrom where the user begins
/// @param userTo where the user ends
/// @param address the client's address; null when what stands there is none
/// @param sessionFrom where the session begins, -1 if there is none
/// @param sessionTo where the session ends
record Elements(
        int userFrom, int userTo, @Nullable Address address, int sessionFrom, int sessionTo) {

    private static final String USER = "user=<";
    private static final String RIP = ", rip=";
    private static final String SESSION = ", session=<";
    private static final int SESSION_BYTES_MAX = 128;

    /// Reads them; null when they are not in this order.
    static @Nullable Elements read(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int end = cursor.end();
        if (!cursor.sees(USER)) {
            return null;
        }
        int userFrom = from + USER.length();
        int rip = Bytes.lastIndexOf(bytes, userFrom, end, RIP);
        int userTo = rip < 0 ? -1 : endOfUser(bytes, userFrom, rip);
        if (userTo < 0) {
            return null;
        }
        int addressFrom = rip + RIP.length();
        int comma = Bytes.indexOf(bytes, addressFrom, end, ',');
        var address = Address.parse(bytes, addressFrom, comma < 0 ? end : comma);
        int session = Bytes.lastIndexOf(bytes, addressFrom, end, SESSION);
        int sessionFrom = session < 0 ? -1 : session + SESSION.length();
        int sessionTo = session < 0 ? -1 : Bytes.indexOf(bytes, sessionFrom, end, '>');
        boolean usable = sessionTo > sessionFrom && sessionTo - sessionFrom <= SESSION_BYTES_MAX;
        return new Elements(userFrom, userTo, address, usable ? sessionFrom : -1, sessionTo);
    }

    /// The user ends at the last `>` before the method, or, without one, before the address.
    private static int endOfUser(byte[] bytes, int from, int rip) {
        int method = Bytes.lastIndexOf(bytes, from, rip, ">, method=");
        return method >= 0 ? method : Bytes.lastIndexOf(bytes, from, rip + 1, ">,");
    }
}
