package org.popauth.maillog.cyrus;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;

/// The pairs of a line in logfmt: `r.clienthost="name [address]" u.username=joe login.tls=1`.
///
/// Values with anything special in them are quoted, and quotes in them are escaped, so pairs cannot
/// be written by a client. Of a pair that comes twice the first counts.
///
/// @param address the client's address; null if there is none
/// @param user the log-in name
/// @param error why it was refused
/// @param anonymous true when nobody in particular logged in
record LoginEvent(
        @Nullable Address address,
        @Nullable String user,
        @Nullable String error,
        boolean anonymous) {

    static LoginEvent read(Line line, Cursor cursor) {
        Address address = null;
        String user = null;
        String error = null;
        boolean anonymous = false;
        while (!cursor.atEnd()) {
            int key = cursor.at();
            int equals = cursor.find('=');
            if (equals < 0) {
                break;
            }
            cursor.moveTo(equals + 1);
            int from = cursor.at() + (cursor.peek() == '"' ? 1 : 0);
            int to = skipValue(cursor);
            if (to < 0) {
                break;
            }
            byte[] bytes = cursor.bytes();
            if (address == null && is(bytes, key, equals, "r.clienthost")) {
                address = address(cursor, from, to);
            } else if (user == null && is(bytes, key, equals, "u.username")) {
                user = line.textOrNull(from, to);
            } else if (error == null && isError(bytes, key, equals)) {
                error = line.textOrNull(from, to);
            } else if (is(bytes, key, equals, "login.anonymous")) {
                anonymous = true;
            }
            cursor.skip(' ');
        }
        return new LoginEvent(address, user, error, anonymous || "anonymous".equals(user));
    }

    private static boolean is(byte[] bytes, int key, int equals, String name) {
        return equals - key == name.length() && Bytes.matches(bytes, key, equals, name);
    }

    private static boolean isError(byte[] bytes, int key, int equals) {
        return is(bytes, key, equals, "error") || is(bytes, key, equals, "login.error");
    }

    /// Skips a value, with its quotes; where it ends without them, -1 if it does not end.
    private static int skipValue(Cursor cursor) {
        if (!cursor.skip('"')) {
            int blank = cursor.find(' ');
            cursor.moveTo(blank < 0 ? cursor.end() : blank);
            return cursor.at();
        }
        byte[] bytes = cursor.bytes();
        for (int at = cursor.at(); at < cursor.end(); at++) {
            if (bytes[at] == '\\') {
                at++;
            } else if (bytes[at] == '"') {
                cursor.moveTo(at + 1);
                return at;
            }
        }
        return -1;
    }

    private static @Nullable Address address(Cursor cursor, int from, int to) {
        var bare = cursor.address(from, to);
        if (bare != null) {
            return bare;
        }
        var part = cursor.part(from, to);
        var address = Honest.peer(part);
        return part.atEnd() ? address : null;
    }

    /// True when the library failed, not the client.
    boolean isOwnFault() {
        return error != null
                && (error.contains("generic failure") || error.contains("no mechanism available"));
    }
}
