package org.popauth.maillog.sendmail;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The other side of a connection as Sendmail prints it: `name [address]`, `[address]`, either with
/// ` (may be forged)` behind it, and an IPv6 address with `IPv6:` before it.
///
/// @param address the address in the brackets
/// @param to where it ends
record Relay(Address address, int to) {

    private static final int NAME_BYTES_MAX = 255;
    private static final int ADDRESS_BYTES_MAX = 64;

    /// Reads one and skips it; null when none stands at the cursor.
    static @Nullable Relay read(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        int limit = Math.min(cursor.end(), at + NAME_BYTES_MAX);
        while (at < limit && isOfName(bytes[at])) {
            at++;
        }
        cursor.moveTo(at);
        cursor.skip(' ');
        if (!cursor.skip('[')) {
            return null;
        }
        cursor.skip("IPv6:");
        int from = cursor.at();
        int close =
                Bytes.indexOf(bytes, from, Math.min(cursor.end(), from + ADDRESS_BYTES_MAX), ']');
        var address = close < 0 ? null : cursor.address(from, close);
        if (address == null) {
            return null;
        }
        cursor.moveTo(close + 1);
        cursor.skip(" (may be forged)");
        return new Relay(address, cursor.at());
    }

    /// As [#read(Cursor)], where the address stands once more behind a client without a name.
    static @Nullable Relay readTwice(Cursor cursor) {
        var first = read(cursor);
        if (first == null || !cursor.sees(" [")) {
            return first;
        }
        cursor.skip(' ');
        var second = read(cursor);
        return second != null && second.address().equals(first.address()) ? second : null;
    }

    /// Reads the one at the end of the line, behind the last `, relay=`; null when nothing but it
    /// stands there. What is the client's stands before it.
    static @Nullable Relay readAtEnd(Cursor cursor) {
        int last = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), ", relay=");
        if (last < 0) {
            return null;
        }
        cursor.moveTo(last + ", relay=".length());
        var relay = read(cursor);
        return relay != null && cursor.atEnd() ? relay : null;
    }

    private static boolean isOfName(byte b) {
        return Bytes.isLetterOrDigit(b) || b == '.' || b == '-' || b == '_' || b == '@';
    }
}
