package org.popauth.maillog.dovecot;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// What Dovecot prints about a log-in: by default `user=<U>, method=M, rip=A, lip=B, mpid=N, TLS,
/// session=<S>`, in any order by `login_log_format_elements`.
///
/// The user may be any text that a client sends, also text of this form. What stands before the
/// user and is known to be the daemon's is read from the left. Where the address stands behind the
/// user, nothing behind it is the client's, so the last `, rip=` counts. So it does when the
/// operator has left the brackets out: `user=U, method=M, rip=A`.
///
/// @param userFrom where the user begins
/// @param userTo where the user ends
/// @param address the client's address; null when there is none
/// @param sessionFrom where the session begins, -1 if there is none
/// @param sessionTo where the session ends
record Elements(
        int userFrom, int userTo, @Nullable Address address, int sessionFrom, int sessionTo) {

    private static final String USER = "user=";
    private static final String METHOD = ", method=";
    private static final String RIP = ", rip=";
    private static final String SESSION = ", session=<";
    private static final int SESSION_BYTES_MAX = 128;

    /// The elements whose values no client chooses.
    private static final String[] OWN = {
        "method=", "lip=", "lport=", "rport=", "mpid=", "pid=", "secured", "TLS"
    };

    private static final String[] FIRST = {
        USER, "method=", "rip=", "lip=", "lport=", "rport=", "mpid=", "pid=", "session=<"
    };

    /// True when elements begin here.
    static boolean beginAt(Cursor cursor) {
        for (var first : FIRST) {
            if (cursor.sees(first)) {
                return true;
            }
        }
        return false;
    }

    /// Reads them; null when the address cannot be told from the user.
    static @Nullable Elements read(Cursor cursor) {
        Address address = null;
        int sessionFrom = -1;
        int sessionTo = -1;
        while (!cursor.sees(USER)) {
            if (cursor.skip("rip=")) {
                int from = cursor.at();
                address = cursor.address(from, skipElement(cursor));
            } else if (cursor.skip("session=<")) {
                sessionFrom = cursor.at();
                sessionTo = skipElement(cursor) - 1;
            } else if (address == null && !isOwn(cursor)) {
                return null;
            } else {
                skipElement(cursor);
            }
            if (!cursor.skip(", ")) {
                return new Elements(-1, -1, address, sessionFrom, sessionTo);
            }
        }
        return address == null
                ? readFromUser(cursor)
                : new Elements(
                        beginOfUser(cursor),
                        endOfLastUser(cursor),
                        address,
                        sessionFrom,
                        sessionTo);
    }

    private static boolean isOwn(Cursor cursor) {
        for (var own : OWN) {
            if (cursor.sees(own)) {
                return true;
            }
        }
        return false;
    }

    /// Skips to the end of an element, and returns it.
    private static int skipElement(Cursor cursor) {
        int comma = cursor.find(", ");
        cursor.moveTo(comma < 0 ? cursor.end() : comma);
        return cursor.at();
    }

    private static int beginOfUser(Cursor cursor) {
        int from = cursor.at() + USER.length();
        return from < cursor.end() && cursor.bytes()[from] == '<' ? from + 1 : from;
    }

    private static boolean isBracketed(byte[] bytes, int from) {
        return bytes[from - 1] == '<';
    }

    /// Where a user ends behind whom stands no address: at the last `>` that can be his.
    private static int endOfLastUser(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int from = beginOfUser(cursor);
        int end = cursor.end();
        if (!isBracketed(bytes, from)) {
            return endWithoutBracket(bytes, from, end);
        }
        int method = Bytes.lastIndexOf(bytes, from, end, ">, method=");
        int to = method >= 0 ? method : Bytes.lastIndexOf(bytes, from, end, ">, ");
        return to >= 0 ? to : Bytes.lastIndexOf(bytes, from, end, ">");
    }

    private static int endWithoutBracket(byte[] bytes, int from, int end) {
        int method = Bytes.lastIndexOf(bytes, from, end, METHOD);
        return method >= 0 ? method : end;
    }

    private static @Nullable Elements readFromUser(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int userFrom = beginOfUser(cursor);
        int rip = Bytes.lastIndexOf(bytes, userFrom, end, RIP);
        int userTo = rip < 0 ? -1 : endOfUser(bytes, userFrom, rip, end);
        if (userTo < 0) {
            return null;
        }
        int addressFrom = rip + RIP.length();
        int comma = Bytes.indexOf(bytes, addressFrom, end, ',');
        var address = cursor.address(addressFrom, comma < 0 ? end : comma);
        int session = Bytes.lastIndexOf(bytes, addressFrom, end, SESSION);
        int sessionFrom = session < 0 ? -1 : session + SESSION.length();
        int sessionTo = session < 0 ? -1 : Bytes.indexOf(bytes, sessionFrom, end, '>');
        return new Elements(userFrom, userTo, address, sessionFrom, sessionTo);
    }

    /// The user ends at the last `>` before the method, or, without one, before the address.
    /// Without brackets he ends before the method, behind which the address must stand: one before
    /// it may be a part of the name, which may begin with a bracket. -1 if he ends nowhere.
    private static int endOfUser(byte[] bytes, int from, int rip, int end) {
        boolean methodFollows = Bytes.indexOf(bytes, rip, end, METHOD) >= 0;
        if (!isBracketed(bytes, from)) {
            return methodFollows ? -1 : endWithoutBracket(bytes, from, rip);
        }
        int method = Bytes.lastIndexOf(bytes, from, rip, ">, method=");
        int last = Bytes.lastIndexOf(bytes, from, rip + 1, ">,");
        if (methodFollows) {
            return last == method ? -1 : last;
        }
        return method >= 0 ? method : last;
    }

    /// True when there is a session, of a length that can be one.
    boolean namesSession() {
        return sessionFrom >= 0
                && sessionTo > sessionFrom
                && sessionTo - sessionFrom <= SESSION_BYTES_MAX;
    }
}
