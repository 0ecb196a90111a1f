package org.popauth.maillog.header;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The name of a program before its message, `postfix/smtpd[815]: `, and what some syslog daemons
/// put before and behind it.
final class Tag {

    private static final int LEVEL_BYTES_MAX = 24;
    private static final String[] LEVELS = {
        "info",
        "notice",
        "warning",
        "warn|warning",
        "warn",
        "debug",
        "err|error",
        "err",
        "error",
        "crit",
        "alert",
        "emerg"
    };

    private int from;
    private int to;
    private int pid;
    private boolean closed;

    /// As [#read(Cursor)], behind the name of a mail host, where a level may stand before the tag.
    boolean readBehindHost(Cursor cursor) {
        int start = cursor.at();
        boolean read = read(cursor);
        if (!mayBeLevel(cursor)) {
            return read;
        }
        int behind = cursor.at();
        cursor.moveTo(start);
        skipLevel(cursor);
        if (cursor.at() == start) {
            cursor.moveTo(behind);
            return read;
        }
        return read(cursor);
    }

    /// Reads one, with the blank behind it; false when none stands at the cursor.
    boolean read(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        from = cursor.at();
        int end = cursor.end();
        int at = from;
        while (at < end && !endsName(bytes[at])) {
            at++;
        }
        to = at;
        if (to == from) {
            return false;
        }
        cursor.moveTo(at);
        pid = pid(cursor);
        closed = cursor.skip(':') || pid >= 0;
        cursor.skip(' ');
        return true;
    }

    /// Reads what stands behind a name that ends at the place; false, and the cursor stays, when
    /// that is not `[815]` or a colon and a blank.
    boolean readBehindName(Cursor cursor, int nameTo) {
        int start = cursor.at();
        cursor.moveTo(nameTo);
        pid = pid(cursor);
        if (pid < 0 && !cursor.sees(": ")) {
            cursor.moveTo(start);
            return false;
        }
        cursor.skip(':');
        cursor.skip(' ');
        return true;
    }

    /// True when [#readBehindName] reads what stands behind the name that was read, which ends at
    /// the place.
    boolean endsPlainly(Cursor cursor, int nameTo) {
        return to == nameTo && (pid >= 0 || Bytes.matches(cursor.bytes(), to, cursor.end(), ": "));
    }

    /// Most bytes of names are small letters, which the first question settles.
    private static boolean endsName(byte b) {
        return b <= '[' && (b == '[' || b == ':' || b == ' ');
    }

    /// Reads `[815]`; -1, and the cursor stays, when it is not there.
    int pid(Cursor cursor) {
        int start = cursor.at();
        if (!cursor.skip('[')) {
            return -1;
        }
        int number = cursor.number(9);
        if (number >= 0 && cursor.skip(']')) {
            return number;
        }
        cursor.moveTo(start);
        return -1;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /// The number of the process, -1 if the tag has none.
    int pid() {
        return pid;
    }

    /// True when a colon or the number of a process showed that it is a tag.
    boolean isClosed() {
        return closed;
    }

    /// True when what was read may be a level and not a tag: nothing that ends a tag ends it.
    private boolean mayBeLevel(Cursor cursor) {
        int end = cursor.end();
        byte[] bytes = cursor.bytes();
        return to < end
                && (bytes[to] == ' ' || (bytes[to] == ':' && to + 1 < end && bytes[to + 1] != ' '));
    }

    /// Skips `mail:info `, `mail:warn|warning ` (AIX) or `mail.info ` (BusyBox) before a tag.
    private void skipLevel(Cursor cursor) {
        int start = cursor.at();
        byte[] bytes = cursor.bytes();
        int limit = Math.min(cursor.end(), start + LEVEL_BYTES_MAX);
        int at = start;
        while (at < limit && Bytes.isLetterOrDigit(bytes[at])) {
            at++;
        }
        if (at == start || at + 1 >= limit || bytes[at + 1] == ' ' || !isOfLevel(bytes[at])) {
            return;
        }
        cursor.moveTo(at + 1);
        for (var level : LEVELS) {
            if (cursor.skip(level) && cursor.skip(' ')) {
                return;
            }
            cursor.moveTo(at + 1);
        }
        cursor.moveTo(start);
    }

    private static boolean isOfLevel(byte b) {
        return b == ':' || b == '.';
    }

    /// Skips `<mail.info> ` (FreeBSD's `syslogd -v -v`) before the mail host.
    void skipLevelInAngles(Cursor cursor) {
        int limit = Math.min(cursor.end(), cursor.at() + LEVEL_BYTES_MAX);
        int close = Bytes.indexOf(cursor.bytes(), cursor.at(), limit, '>');
        if (close > 0 && close + 1 < cursor.end() && cursor.bytes()[close + 1] == ' ') {
            cursor.moveTo(close + 2);
        }
    }

    /// Skips what Solaris puts before messages: `[ID 815 mail.info] `.
    void skipMessageId(Cursor cursor) {
        int start = cursor.at();
        if (!cursor.skip("[ID ")) {
            return;
        }
        if (cursor.number(9) >= 0 && cursor.skip(' ')) {
            while (Bytes.isHostNameByte(cursor.peek())) {
                cursor.moveTo(cursor.at() + 1);
            }
            if (cursor.skip("] ")) {
                return;
            }
        }
        cursor.moveTo(start);
    }
}
