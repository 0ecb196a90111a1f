package org.popauth.maillog.header;

import org.popauth.maillog.bytes.Cursor;

/// What syslog daemons write in place of lines that are the same as the one before.
public final class Repeated {

    static final String OF_RSYSLOG = "message repeated ";

    /// More than that is read as that.
    private static final int TIMES_MAX = 1000;

    private Repeated() {}

    /// Reads `message repeated 3 times: [ MESSAGE]` and moves to the message; 1, and the cursor
    /// stays, when it is something else.
    static int readOfRsyslog(Cursor cursor) {
        int start = cursor.at();
        int times = times(cursor);
        if (times > 0 && cursor.skip(": [ ") && cursor.bytes()[cursor.end() - 1] == ']') {
            return times;
        }
        cursor.moveTo(start);
        return 1;
    }

    /// Reads what the cursor's line has behind its mail host, `last message repeated 3 times` with
    /// nothing behind it; 0 when it is something else.
    public static int timesOfLast(Cursor cursor) {
        boolean dashes = cursor.skip("--- ");
        if (!cursor.skip("last ")) {
            return 0;
        }
        int times = times(cursor);
        if (dashes && !cursor.skip(" ---")) {
            return 0;
        }
        return cursor.atEnd() ? times : 0;
    }

    private static int times(Cursor cursor) {
        if (!cursor.skip(OF_RSYSLOG)) {
            return 0;
        }
        int times = cursor.number(9);
        boolean counted = times > 0 && (cursor.skip(" times") || cursor.skip(" time"));
        return counted ? Math.min(times, TIMES_MAX) : 0;
    }
}
