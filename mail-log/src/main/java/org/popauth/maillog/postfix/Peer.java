package org.popauth.maillog.postfix;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The other side of a connection as Postfix prints it: `name[address]`, with `:port` if so
/// configured; postscreen prints `[address]:port`.
///
/// The name is one that Postfix has verified or `unknown`; it holds no blanks and no brackets.
/// Behind a link-local address its zone may stand: `fe80::1%eth0`.
///
/// @param address the address in the brackets, null when Postfix did not know it
/// @param port the port, -1 if not printed
/// @param from where the name begins
/// @param to behind the closing bracket, or the port
record Peer(@Nullable Address address, int port, int from, int to) {

    private static final int NAME_BYTES_MAX = 255;
    private static final int ADDRESS_BYTES_MAX = 64;

    /// Reads one; null, and the cursor stays, when none stands there.
    static @Nullable Peer read(Cursor cursor) {
        int from = cursor.at();
        int bracket = endOfName(cursor);
        if (bracket < 0) {
            return null;
        }
        byte[] bytes = cursor.bytes();
        int limit = Math.min(cursor.end(), bracket + 1 + ADDRESS_BYTES_MAX);
        int close = Bytes.indexOf(bytes, bracket + 1, limit, ']');
        if (close < 0) {
            return null;
        }
        int zone = Bytes.indexOf(bytes, bracket + 1, close, '%');
        var address = cursor.address(bracket + 1, zone < 0 ? close : zone);
        if (address == null && !Bytes.matches(bytes, bracket + 1, close, "unknown")) {
            return null;
        }
        cursor.moveTo(close + 1);
        int port = port(cursor);
        return new Peer(address, port, from, cursor.at());
    }

    private static int endOfName(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int limit = Math.min(cursor.end(), cursor.at() + NAME_BYTES_MAX + 1);
        for (int i = cursor.at(); i < limit; i++) {
            byte b = bytes[i];
            if (b == '[') {
                return i;
            }
            if (!Bytes.isLetterOrDigit(b) && b != '.' && b != '-' && b != '_') {
                return -1;
            }
        }
        return -1;
    }

    private static int port(Cursor cursor) {
        int start = cursor.at();
        if (cursor.skip(':')) {
            int port = cursor.number(5);
            if (port >= 0) {
                return port;
            }
            cursor.moveTo(start);
        }
        return -1;
    }
}
