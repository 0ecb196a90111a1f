package org.popauth.maillog.header;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The time in a log of Domino, in the form that its system likes: `23-11-2026 06:52:57`,
/// `23.11.2026 06:52:57`, `11/23/2026 06:52:57 AM`, `2026-11-23 06:52:57`, also behind
/// `[28325:00010-3735542592] `.
///
/// Two blanks at least stand behind it. Where day and month may be either way round, the time is
/// the later one that has come.
final class DominoStamp {

    private DominoStamp() {}

    /// Skips the time, and the blanks behind it; false if none stands here.
    static boolean skip(Cursor cursor, Stamp stamp) {
        stamp.clear();
        return skipThread(cursor)
                && readDate(cursor, stamp)
                && cursor.skip(' ')
                && StampForms.readTimeOfDay(stamp, cursor)
                && readHalfOfDay(cursor, stamp)
                && skipBlanks(cursor);
    }

    /// `[28325:00010-3735542592] `, if it is there.
    private static boolean skipThread(Cursor cursor) {
        if (!cursor.skip('[')) {
            return true;
        }
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        while (at < cursor.end()
                && (Bytes.isLetterOrDigit(bytes[at]) || bytes[at] == ':' || bytes[at] == '-')) {
            at++;
        }
        cursor.moveTo(at);
        return cursor.skip("] ");
    }

    private static boolean readDate(Cursor cursor, Stamp stamp) {
        int first = cursor.number(4);
        int separator = cursor.peek();
        if (separator != '-' && separator != '.' && separator != '/') {
            return false;
        }
        cursor.moveTo(cursor.at() + 1);
        int second = cursor.number(2);
        int third = cursor.skip((char) separator) ? cursor.number(4) : -1;
        if (first > 31) {
            stamp.year = first;
            stamp.month = second;
            stamp.day = third;
        } else {
            stamp.year = third;
            setDayAndMonth(stamp, first, second);
        }
        return first > 0 && second > 0 && third > 0;
    }

    private static void setDayAndMonth(Stamp stamp, int first, int second) {
        boolean monthFirst = second > 12;
        stamp.day = monthFirst ? second : first;
        stamp.month = monthFirst ? first : second;
        stamp.isOrderOpen = first <= 12 && second <= 12;
    }

    /// ` AM` or ` PM`, if it is there.
    private static boolean readHalfOfDay(Cursor cursor, Stamp stamp) {
        boolean afternoon = cursor.skip(" PM");
        if (afternoon || cursor.skip(" AM")) {
            stamp.hour = stamp.hour % 12 + (afternoon ? 12 : 0);
        }
        return true;
    }

    private static boolean skipBlanks(Cursor cursor) {
        boolean apart = cursor.sees("  ");
        cursor.skipAll(' ');
        return apart;
    }
}
