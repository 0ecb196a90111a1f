package org.popauth.maillog.exim;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The other side of a connection as Exim prints it: `name (greeting) [address]:port`, of which the
/// name, the greeting and the port may be missing; behind it the fields of `log_selector`, such as
/// ` I=[address]:25`, ` Ci=4711` and ` U=ident`.
///
/// The greeting is the client's and stands before the address. Exim accepts letters, digits, dots
/// and hyphens in it, what `helo_allow_chars` adds, and an address in brackets; so the first
/// closing parenthesis ends it. Only `helo_accept_junk_hosts` (cPanel's default) lets more through,
/// also blanks. Therefore a line is not believed in which a second place looks like the end of a
/// greeting and another address.
///
/// @param address the address in the brackets
/// @param heloFrom where the greeting begins, -1 if none is printed
/// @param heloTo where it ends
/// @param to where what the server says goes on
record Caller(Address address, int heloFrom, int heloTo, int to) {

    private static final int NAME_BYTES_MAX = 255;
    private static final int ADDRESS_BYTES_MAX = 64;
    private static final String END_OF_GREETING = ") [";

    /// Reads one; null when none stands at the cursor, or when more than one may.
    static @Nullable Caller read(Cursor cursor) {
        var caller = readHost(cursor);
        if (caller != null) {
            skipFields(cursor);
            if (skipAgain(cursor, caller.address)) {
                skipFields(cursor);
            }
        }
        return caller;
    }

    /// Skips ` [ADDRESS]`, with which DirectAdmin's Exim says the address again behind `H=`.
    private static boolean skipAgain(Cursor cursor, Address address) {
        int start = cursor.at();
        if (cursor.skip(' ') && address.equals(address(cursor))) {
            return true;
        }
        cursor.moveTo(start);
        return false;
    }

    /// As [#read(Cursor)], without the fields behind the address and the port.
    static @Nullable Caller readHost(Cursor cursor) {
        cursor.skip("H=");
        int name = endOfName(cursor);
        if (name > cursor.at() && !isBlank(cursor, name)) {
            return null;
        }
        cursor.moveTo(name > cursor.at() ? name + 1 : name);
        int heloFrom = -1;
        int heloTo = -1;
        if (cursor.skip('(')) {
            heloFrom = cursor.at();
            heloTo = endOfGreeting(cursor);
            if (heloTo < 0) {
                return null;
            }
            cursor.moveTo(heloTo + 2);
        }
        var address = address(cursor);
        return address == null || isAmbiguous(cursor, heloTo, address)
                ? null
                : new Caller(address, heloFrom, heloTo, cursor.at());
    }

    private static boolean isBlank(Cursor cursor, int at) {
        return at < cursor.end() && cursor.bytes()[at] == ' ';
    }

    private static int endOfName(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int limit = Math.min(cursor.end(), cursor.at() + NAME_BYTES_MAX);
        int at = cursor.at();
        while (at < limit && isOfName(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isOfName(byte b) {
        return Bytes.isLetterOrDigit(b) || b == '.' || b == '-' || b == '_';
    }

    private static int endOfGreeting(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        while (at < cursor.end() && bytes[at] >= ' ' && bytes[at] != ')' && bytes[at] != '(') {
            at++;
        }
        return Bytes.matches(bytes, at, cursor.end(), END_OF_GREETING) ? at : -1;
    }

    /// True when another address stands where the greeting may end, too. The same one may: there
    /// are reasons that name the caller again.
    private static boolean isAmbiguous(Cursor cursor, int heloTo, Address address) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int at = heloTo < 0 ? -1 : Bytes.indexOf(bytes, heloTo + 1, end, END_OF_GREETING);
        for (; at >= 0; at = Bytes.indexOf(bytes, at + 1, end, END_OF_GREETING)) {
            int from = at + END_OF_GREETING.length();
            int close = Bytes.indexOf(bytes, from, Math.min(end, from + ADDRESS_BYTES_MAX), ']');
            var other = close < 0 ? null : Address.parse(bytes, from, close);
            if (other != null && !other.equals(address)) {
                return true;
            }
        }
        return false;
    }

    /// Reads `[address]` and a port behind it.
    private static @Nullable Address address(Cursor cursor) {
        if (!cursor.skip('[')) {
            return null;
        }
        int from = cursor.at();
        int limit = Math.min(cursor.end(), from + ADDRESS_BYTES_MAX);
        int close = Bytes.indexOf(cursor.bytes(), from, limit, ']');
        var address = close < 0 ? null : cursor.address(from, close);
        if (address != null) {
            cursor.moveTo(close + 1);
            skipPort(cursor);
        }
        return address;
    }

    private static void skipPort(Cursor cursor) {
        int start = cursor.at();
        if (cursor.skip(':') && cursor.number(5) < 0) {
            cursor.moveTo(start);
        }
    }

    /// Skips ` X=value` for every field but `F=`, the sender.
    private static void skipFields(Cursor cursor) {
        while (isField(cursor)) {
            int to = endOfField(cursor);
            boolean isLast = cursor.bytes()[to - 1] == ':';
            cursor.moveTo(isLast ? to - 1 : to);
        }
    }

    /// A field ends at a blank; the name of a certificate (`DN="…"`) and of the server that the
    /// client wants (`SNI="…"`) at the second quote.
    private static int endOfField(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int blank = Bytes.indexOf(bytes, cursor.at() + 1, cursor.end(), ' ');
        int to = blank < 0 ? cursor.end() : blank;
        int open = Bytes.indexOf(bytes, cursor.at(), to, '"');
        int close = open < 0 ? -1 : Bytes.indexOf(bytes, open + 1, cursor.end(), '"');
        return close < 0 ? to : close + 1;
    }

    private static boolean isField(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at() + 1;
        if (cursor.peek() != ' ' || Bytes.matches(bytes, at, cursor.end(), "F=")) {
            return false;
        }
        if (at >= cursor.end() || bytes[at] < 'A' || bytes[at] > 'Z') {
            return false;
        }
        while (at < cursor.end() && isLetter(bytes[at])) {
            at++;
        }
        return at < cursor.end() && bytes[at] == '=';
    }

    private static boolean isLetter(byte b) {
        return Bytes.isLetterOrDigit(b) && !Bytes.isDigit(b);
    }
}
