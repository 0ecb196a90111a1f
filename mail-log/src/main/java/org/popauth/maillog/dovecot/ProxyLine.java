package org.popauth.maillog.dovecot;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The lines of a log-in that was handed on to another server: `proxy(U): started proxying to HOST:
/// user=<U>, method=M, rip=A, …`, since 2.3.14 `proxy(U,HOST:PORT): Started proxying to <HOST> (0.1
/// secs): user=<U>, …`.
///
/// A proxy may take any user, and its line of a refused one begins alike: `proxy(U): Login failed
/// …: user=<U>, …`. The user is printed twice, and where the second ends is known from the right
/// ([Elements]); both must agree. What else a user may hold makes one of them longer.
final class ProxyLine {

    private static final String PROXY = "proxy(";
    private static final String[] STARTED = {"): started proxying to ", "): Started proxying to "};
    private static final String USER = "user=<";

    private static final String[] ENDED = {
        "): disconnecting ", "): Disconnected by ", "): Kicked by ", "): Killed by "
    };

    private ProxyLine() {}

    /// True when the line may tell that what was handed on has ended.
    static boolean isEnd(Cursor cursor) {
        for (var ended : ENDED) {
            if (cursor.find(ended) >= 0) {
                return true;
            }
        }
        return false;
    }

    /// Goes to the elements; stays where it is when the line says something else.
    static boolean skip(Cursor cursor) {
        int start = cursor.at();
        for (var started : STARTED) {
            int at = cursor.find(started);
            while (at >= 0) {
                cursor.moveTo(at + started.length());
                int behind = cursor.at();
                int elements = elements(cursor, start + PROXY.length(), at);
                if (elements >= 0) {
                    cursor.moveTo(elements);
                    return true;
                }
                cursor.moveTo(behind);
                at = cursor.find(started);
            }
            cursor.moveTo(start);
        }
        return false;
    }

    /// Where the elements begin, if the same user stands in them; -1 else.
    private static int elements(Cursor cursor, int userFrom, int userTo) {
        int colon = cursor.find(": " + USER);
        if (colon < 0) {
            return -1;
        }
        int start = colon + ": ".length();
        cursor.moveTo(start);
        var elements = Elements.read(cursor);
        int length = elements == null ? 0 : elements.userTo() - elements.userFrom();
        boolean same =
                elements != null
                        && length <= userTo - userFrom
                        && Bytes.same(cursor.bytes(), userFrom, elements.userFrom(), length)
                        && isServer(cursor.bytes(), userFrom + length, userTo);
        return same ? start : -1;
    }

    /// True when nothing stands behind the user, or, since 2.3.14, `,ADDRESS:PORT` of the server.
    private static boolean isServer(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] != ',') {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!isOfServer(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfServer(byte b) {
        return Character.digit(b, 16) >= 0 || b == '.' || b == ':' || b == '[' || b == ']';
    }
}
