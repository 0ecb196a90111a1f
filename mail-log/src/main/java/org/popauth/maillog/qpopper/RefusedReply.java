package org.popauth.maillog.qpopper;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Tail;

/// A reply to a refused password: `USER at NAME (ADDRESS): -ERR [AUTH] Password supplied for "USER"
/// is incorrect.`, or `… PAM authentication failed for user "USER": TEXT (7)`.
///
/// The user is any text and is printed twice: where both agree is where it ends. Between the first
/// and the reply stand a name without blanks and the address, so only one reading can agree.
///
/// @param userTo where the first user ends
/// @param address the address
/// @param reasonFrom where the reply begins
/// @param reasonTo where its words end, before the user
record RefusedReply(int userTo, Address address, int reasonFrom, int reasonTo) {

    private static final String ERR = "): -ERR ";
    private static final String[] REPLIES = {
        "[AUTH] Password supplied for \"", "[AUTH] PAM authentication failed for user \""
    };

    static @Nullable RefusedReply read(Cursor cursor, int end) {
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int at = Bytes.indexOf(bytes, from, end, ERR);
        while (at >= 0) {
            var reply = readAt(cursor, from, end, at);
            if (reply != null) {
                return reply;
            }
            at = Bytes.indexOf(bytes, at + 1, end, ERR);
        }
        return null;
    }

    private static @Nullable RefusedReply readAt(Cursor cursor, int from, int end, int at) {
        byte[] bytes = cursor.bytes();
        int reason = at + ERR.length();
        for (var reply : REPLIES) {
            if (Bytes.matches(bytes, reason, end, reply)) {
                int again = reason + reply.length();
                int length = endOfUser(bytes, again, end) - again;
                boolean same = length >= 0 && from + length < at;
                if (same && Bytes.same(bytes, from, again, length)) {
                    var address = address(cursor, from + length, at);
                    return address == null
                            ? null
                            : new RefusedReply(from + length, address, reason, again - 2);
                }
            }
        }
        return null;
    }

    private static int endOfUser(byte[] bytes, int from, int end) {
        var tail = new Tail(bytes, from, end);
        return tail.skip("\" is incorrect.")
                ? tail.at()
                : Bytes.lastIndexOf(bytes, from, end, "\": ");
    }

    /// Reads ` at NAME (ADDRESS`, the whole range.
    private static @Nullable Address address(Cursor cursor, int from, int to) {
        var tail = new Tail(cursor.bytes(), from, to);
        if (!tail.skipTo('(')) {
            return null;
        }
        var address = cursor.address(tail.at(), to);
        tail.skip("(");
        tail.skip(" ");
        tail.skipHostName();
        return tail.skip(" at ") && tail.at() == from ? address : null;
    }
}
