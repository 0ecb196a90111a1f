package org.popauth.maillog.exim;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Origins;
import org.popauth.maillog.parser.Line;

/// What stands before a message: Exim's own stamp, which it also writes to syslog, `[pid]`, and the
/// id of a message, `1UlasQ-0003fr-45` or, from 4.97 on, `1qQXRD-00000000abc-1Def`.
final class Prefix {

    private static final int STAMP = "2026-11-23 06:52:57 ".length();

    /// Skips it; the number of the process, from the header if not here.
    int skip(Line line, Cursor cursor) {
        skipStamp(cursor);
        int pid = line.pid();
        int start = cursor.at();
        if (cursor.skip('[')) {
            int number = cursor.number(9);
            if (number >= 0 && cursor.skip("] ")) {
                pid = number;
            } else {
                cursor.moveTo(start);
            }
        }
        skipId(cursor);
        return pid;
    }

    private static void skipStamp(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        boolean isStamp =
                Bytes.isDigit(cursor.peek())
                        && at + STAMP < cursor.end()
                        && bytes[at + 4] == '-'
                        && bytes[at + 7] == '-'
                        && bytes[at + 10] == ' '
                        && bytes[at + 13] == ':'
                        && bytes[at + 16] == ':';
        if (!isStamp) {
            return;
        }
        int blank = Bytes.indexOf(bytes, at + STAMP - 1, cursor.end(), ' ');
        if (blank < 0) {
            return;
        }
        cursor.moveTo(blank + 1);
        if (cursor.peek() == '+' || cursor.peek() == '-') {
            cursor.moveTo(Math.min(cursor.end(), blank + 1 + "+0100 ".length()));
        }
    }

    private static void skipId(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        int first = endOfPart(bytes, at, cursor.end(), 6);
        int second = first < 0 ? -1 : endOfLongPart(bytes, first, cursor.end());
        if (second >= 0 && second < cursor.end() && bytes[second] == ' ') {
            cursor.mark(Origins.QUEUE_ID, at, second);
            cursor.moveTo(second + 1);
        }
    }

    private static int endOfLongPart(byte[] bytes, int from, int end) {
        int old = endOfPart(bytes, from, end, 6);
        if (old >= 0) {
            return old + 2;
        }
        int recent = endOfPart(bytes, from, end, 11);
        return recent < 0 ? -1 : recent + 4;
    }

    /// Behind the hyphen that follows so many letters and digits; -1 if none does.
    private static int endOfPart(byte[] bytes, int from, int end, int length) {
        for (int i = from; i < from + length; i++) {
            if (i >= end || !Bytes.isLetterOrDigit(bytes[i])) {
                return -1;
            }
        }
        int hyphen = from + length;
        return hyphen < end && bytes[hyphen] == '-' ? hyphen + 1 : -1;
    }
}
