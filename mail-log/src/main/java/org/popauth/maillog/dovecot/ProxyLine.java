package org.popauth.maillog.dovecot;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The line of a log-in that was handed on to another server: `proxy(U): started proxying to HOST:
/// user=<U>, method=M, rip=A, …`.
///
/// A proxy may take any user, and its line of a refused one begins alike: `proxy(U): Login failed
/// …: user=<U>, …`. The user is printed twice, and where the second ends is known from the right
/// ([Elements]); both must agree. As HOST holds no blank, only one reading can.
final class ProxyLine {

    private static final String PROXY = "proxy(";
    private static final String[] STARTED = {"): started proxying to ", "): Started proxying to "};
    private static final String USER = "user=<";

    private ProxyLine() {}

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
        byte[] bytes = cursor.bytes();
        while (!cursor.atEnd() && cursor.peek() != ' ') {
            cursor.moveTo(cursor.at() + 1);
        }
        skipSeconds(cursor);
        int colon = cursor.at() - 1;
        if (bytes[colon] != ':' || !cursor.skip(' ') || !cursor.sees(USER)) {
            return -1;
        }
        int start = cursor.at();
        int length = userTo - userFrom;
        var elements = Elements.read(cursor);
        boolean same =
                elements != null
                        && elements.userTo() - elements.userFrom() == length
                        && Bytes.same(bytes, userFrom, elements.userFrom(), length);
        return same ? start : -1;
    }

    /// Skips how long it took: ` (0.125 secs):`.
    private static void skipSeconds(Cursor cursor) {
        int start = cursor.at();
        if (!cursor.skip(" (")) {
            return;
        }
        while (Bytes.isDigit(cursor.peek()) || cursor.peek() == '.') {
            cursor.moveTo(cursor.at() + 1);
        }
        if (!cursor.skip(" secs):")) {
            cursor.moveTo(start);
        }
    }
}
