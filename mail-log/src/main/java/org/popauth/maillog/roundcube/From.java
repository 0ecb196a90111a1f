package org.popauth.maillog.roundcube;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// Where a line says ` from ADDRESS`.
///
/// @param address the client's
/// @param userFrom where the user before it begins
/// @param userTo where the user ends
/// @param to where the address ends
record From(Address address, int userFrom, int userTo, int to) {

    private static final String WORD = " from ";

    /// The only place that can be Roundcube's own, with the user from the cursor on; null if there
    /// is none, or more than one.
    ///
    /// Behind its own address stands the end of the line, a session, headers of a proxy, or a full
    /// stop and a reply. A place at which no address stands shows that the real one may be no
    /// address at all, as with a web server at a socket: then the headers and the reply, which are
    /// the client's text, may hold the only one.
    static @Nullable From find(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        From found = null;
        for (int at = cursor.find(WORD); at >= 0; at = Bytes.indexOf(bytes, at + 1, end, WORD)) {
            int from = at + WORD.length();
            int to = endOfAddress(bytes, from, end);
            var address = Address.parse(bytes, from, to);
            if (address != null && !isEnd(bytes, to, end)) {
                continue;
            }
            if (found != null || address == null) {
                return null;
            }
            found = new From(address, cursor.at(), at, to);
        }
        return found == null ? null : found.made(cursor);
    }

    private From made(Cursor cursor) {
        var said = cursor.made(address, userTo + WORD.length(), to);
        return new From(said, userFrom, userTo, to);
    }

    private static int endOfAddress(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && isOfAddress(bytes[at])) {
            at++;
        }
        return at > from && bytes[at - 1] == '.' ? at - 1 : at;
    }

    private static boolean isOfAddress(byte b) {
        return Bytes.isDigit(b) || b == '.' || b == ':' || (b >= 'a' && b <= 'f');
    }

    private static boolean isEnd(byte[] bytes, int at, int end) {
        if (at == end || Bytes.matches(bytes, at, end, "(X-")) {
            return true;
        }
        if (Bytes.matches(bytes, at, end, " in session ")) {
            return true;
        }
        return bytes[at] == '.'
                && !Bytes.matches(bytes, at, end, ". from ")
                && !Bytes.matches(bytes, at, end, ". in ");
    }
}
