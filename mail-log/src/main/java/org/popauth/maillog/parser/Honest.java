package org.popauth.maillog.parser;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// What all parsers of mailbox daemons hold lines to, and forms that several of them share.
public final class Honest {

    /// Longer lines are not read where the end matters: some syslog daemons cut at 1,024 bytes, and
    /// of a line that was cut inside a user's name the end is what the client wants it to be.
    private static final int LINE_BYTES_MAX = 1000;

    private Honest() {}

    /// True when the line may have lost its end.
    public static boolean mayBeCut(Line line) {
        return line.isCut() || line.length() > LINE_BYTES_MAX;
    }

    /// What is said of such a line.
    public static Outcome tooLong(String daemon) {
        return new Outcome.Unparsable(
                daemon + ": longer than a line about a log-in can honestly be");
    }

    /// Skips what Solaris puts before messages: `[ID 815 mail.info] `.
    public static void skipMessageId(Cursor cursor) {
        int start = cursor.at();
        if (!cursor.skip("[ID ")) {
            return;
        }
        if (cursor.number(9) < 0 || !cursor.skip(' ')) {
            cursor.moveTo(start);
            return;
        }
        while (Bytes.isHostNameByte(cursor.peek())) {
            cursor.moveTo(cursor.at() + 1);
        }
        if (!cursor.skip(']')) {
            cursor.moveTo(start);
            return;
        }
        cursor.skip(' ');
    }

    /// Reads `name [address]`, `name[address]` or `[address]`, and stays behind it; null, at the
    /// same place, when something else stands here. Names are those of a name service: letters,
    /// digits, `.`, `-` and `_`.
    public static @Nullable Address peer(Cursor cursor) {
        int start = cursor.at();
        while (Bytes.isHostNameByte(cursor.peek())) {
            cursor.moveTo(cursor.at() + 1);
        }
        cursor.skip(' ');
        int open = cursor.at() + 1;
        int close = cursor.skip('[') ? cursor.find(']') : -1;
        var address = close < 0 ? null : cursor.address(open, close);
        cursor.moveTo(address == null ? start : close + 1);
        return address;
    }
}
