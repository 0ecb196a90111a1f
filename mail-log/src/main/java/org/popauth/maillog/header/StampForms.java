package org.popauth.maillog.header;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The forms of time stamps.
///
/// - `Nov 23 06:52:57`, the day padded with a blank, a zero or not; a fraction may follow
///   (journald's short-precise), and a year (Qpopper); `Nov 23 2026 06:52:57` (Cisco, Apple);
/// - `Mon Nov 23 06:52:57 2026` (OpenWrt), `Mon 2026-11-23 06:52:57 UTC` (journald's short-full);
/// - `2026-11-23T06:52:57.459060+00:00`, a blank for `T`, fraction and zone optional; `2026/11/23
///   06:52:57` (nginx);
/// - `@400000006747a8890a2b3c4d` (TAI64N, of multilog and s6) and `1763880777.459060` (journald's
///   short-unix).
final class StampForms {

    private static final int TAI64N_DIGITS = 24;
    private static final long TAI64_OF_1970 = (1L << 62) + 10;
    private static final int YEAR_MIN = 1970;
    private static final int YEAR_MAX = 2999;

    /// How many digits the seconds since 1970 have from 2001 to 2286.
    private static final int UNIX_DIGITS = 10;

    private StampForms() {}

    static boolean read(Stamp stamp, Cursor cursor) {
        int first = cursor.peek();
        if (Bytes.isDigit(first)) {
            return startsWithUnixTime(cursor) ? readUnix(stamp, cursor) : readIso(stamp, cursor);
        }
        if (first == '@') {
            return readTai64n(stamp, cursor);
        }
        stamp.month = month(cursor);
        if (stamp.month == 0) {
            return isWeekday(cursor) && readAfterWeekday(stamp, cursor);
        }
        return readWithMonth(stamp, cursor);
    }

    /// True when something stands here that begins as a stamp does.
    static boolean looksLikeOne(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        if (cursor.end() - at < 16) {
            return false;
        }
        return Bytes.isDigit(bytes[at])
                ? (bytes[at + 4] == '-' || bytes[at + 4] == '/') && bytes[at + 7] == bytes[at + 4]
                : bytes[at + 3] == ' ' && (month(cursor) != 0 || isWeekday(cursor));
    }

    private static boolean readWithMonth(Stamp stamp, Cursor cursor) {
        cursor.moveTo(cursor.at() + 3);
        if (!cursor.skip(' ')) {
            return false;
        }
        cursor.skip(' ');
        stamp.day = cursor.number(2);
        if (!cursor.skip(' ')) {
            return false;
        }
        if (startsWithYear(cursor)) {
            stamp.year = cursor.number(4);
            cursor.skip(' ');
            return readTimeOfDay(stamp, cursor) && readFraction(stamp, cursor);
        }
        return readTimeOfDay(stamp, cursor)
                && readFraction(stamp, cursor)
                && readYearBehind(stamp, cursor);
    }

    private static boolean startsWithYear(Cursor cursor) {
        int at = cursor.at();
        return at + 4 < cursor.end()
                && cursor.bytes()[at + 2] != ':'
                && cursor.bytes()[at + 4] == ' ';
    }

    /// A year behind the time of day; four digits that are none may be the name of a mail host.
    private static boolean readYearBehind(Stamp stamp, Cursor cursor) {
        int start = cursor.at();
        if (start + 5 < cursor.end() && Bytes.isDigit(cursor.bytes()[start + 1])) {
            cursor.moveTo(start + 1);
            int year = cursor.number(4);
            if (year >= YEAR_MIN && year <= YEAR_MAX && cursor.peek() == ' ') {
                stamp.year = year;
            } else {
                cursor.moveTo(start);
            }
        }
        return true;
    }

    /// The number of the month whose name stands here, 0 if none does.
    static int month(Cursor cursor) {
        return switch (threeLetters(cursor)) {
            case 'J' << 16 | 'a' << 8 | 'n' -> 1;
            case 'F' << 16 | 'e' << 8 | 'b' -> 2;
            case 'M' << 16 | 'a' << 8 | 'r' -> 3;
            case 'A' << 16 | 'p' << 8 | 'r' -> 4;
            case 'M' << 16 | 'a' << 8 | 'y' -> 5;
            case 'J' << 16 | 'u' << 8 | 'n' -> 6;
            case 'J' << 16 | 'u' << 8 | 'l' -> 7;
            case 'A' << 16 | 'u' << 8 | 'g' -> 8;
            case 'S' << 16 | 'e' << 8 | 'p' -> 9;
            case 'O' << 16 | 'c' << 8 | 't' -> 10;
            case 'N' << 16 | 'o' << 8 | 'v' -> 11;
            case 'D' << 16 | 'e' << 8 | 'c' -> 12;
            default -> 0;
        };
    }

    private static boolean isWeekday(Cursor cursor) {
        return switch (threeLetters(cursor)) {
            case 'M' << 16 | 'o' << 8 | 'n',
                    'T' << 16 | 'u' << 8 | 'e',
                    'W' << 16 | 'e' << 8 | 'd',
                    'T' << 16 | 'h' << 8 | 'u',
                    'F' << 16 | 'r' << 8 | 'i',
                    'S' << 16 | 'a' << 8 | 't',
                    'S' << 16 | 'u' << 8 | 'n' ->
                    true;
            default -> false;
        };
    }

    private static int threeLetters(Cursor cursor) {
        int at = cursor.at();
        if (cursor.end() - at < 4) {
            return 0;
        }
        byte[] bytes = cursor.bytes();
        return bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
    }

    private static boolean readAfterWeekday(Stamp stamp, Cursor cursor) {
        cursor.moveTo(cursor.at() + 3);
        if (!cursor.skip(' ')) {
            return false;
        }
        if (!Bytes.isDigit(cursor.peek())) {
            stamp.month = month(cursor);
            return stamp.month != 0 && readWithMonth(stamp, cursor);
        }
        if (!readIso(stamp, cursor)) {
            return false;
        }
        readZoneName(stamp, cursor);
        return true;
    }

    /// The short name of a zone; only that of universal time says which, as others have several
    /// meanings.
    private static void readZoneName(Stamp stamp, Cursor cursor) {
        int start = cursor.at();
        if (!cursor.skip(' ')) {
            return;
        }
        boolean universal = cursor.sees("UTC ") || cursor.sees("GMT ");
        while (cursor.peek() >= 'A' && cursor.peek() <= 'Z') {
            cursor.moveTo(cursor.at() + 1);
        }
        if (cursor.peek() != ' ' || cursor.at() - start < 3) {
            cursor.moveTo(start);
        } else if (universal) {
            stamp.offsetSeconds = 0;
        }
    }

    private static boolean readIso(Stamp stamp, Cursor cursor) {
        stamp.year = cursor.number(4);
        char separator = cursor.peek() == '/' ? '/' : '-';
        if (!cursor.skip(separator)) {
            return false;
        }
        stamp.month = cursor.number(2);
        if (!cursor.skip(separator)) {
            return false;
        }
        stamp.day = cursor.number(2);
        stamp.isIsoWithBlank = cursor.skip(' ');
        if (!stamp.isIsoWithBlank && !cursor.skip('T')) {
            return false;
        }
        return readTimeOfDay(stamp, cursor)
                && readFraction(stamp, cursor)
                && readOffset(stamp, cursor);
    }

    static boolean readTimeOfDay(Stamp stamp, Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        if (cursor.end() - at < 8 || bytes[at + 2] != ':' || bytes[at + 5] != ':') {
            return false;
        }
        stamp.hour = twoDigits(bytes, at);
        stamp.minute = twoDigits(bytes, at + 3);
        stamp.second = twoDigits(bytes, at + 6);
        cursor.moveTo(at + 8);
        return !Bytes.isDigit(cursor.peek());
    }

    private static int twoDigits(byte[] bytes, int at) {
        return Bytes.isDigit(bytes[at]) && Bytes.isDigit(bytes[at + 1])
                ? 10 * (bytes[at] - '0') + bytes[at + 1] - '0'
                : -1;
    }

    private static boolean readFraction(Stamp stamp, Cursor cursor) {
        if (!cursor.skip('.') && !cursor.skip(',')) {
            return true;
        }
        int digits = 0;
        while (Bytes.isDigit(cursor.peek()) && digits < 9) {
            stamp.nanos = stamp.nanos * 10 + cursor.peek() - '0';
            cursor.moveTo(cursor.at() + 1);
            digits++;
        }
        for (int i = digits; i < 9; i++) {
            stamp.nanos *= 10;
        }
        return digits > 0;
    }

    /// `Z`, `+01:00`, `+0100` or `+01`; also behind a blank, as Exim writes it.
    static boolean readOffset(Stamp stamp, Cursor cursor) {
        if (cursor.skip('Z')) {
            stamp.offsetSeconds = 0;
            return true;
        }
        int start = cursor.at();
        boolean apart = cursor.skip(' ');
        int sign = cursor.peek();
        if (sign != '+' && sign != '-') {
            cursor.moveTo(start);
            return true;
        }
        cursor.moveTo(cursor.at() + 1);
        boolean read = readHoursAndMinutes(stamp, cursor, sign == '-' ? -60 : 60);
        if (apart && (!read || cursor.peek() != ' ')) {
            stamp.offsetSeconds = Stamp.NO_OFFSET;
            cursor.moveTo(start);
            return true;
        }
        return read;
    }

    private static boolean readHoursAndMinutes(Stamp stamp, Cursor cursor, int unit) {
        int start = cursor.at();
        int hours = cursor.number(2);
        int minutes;
        if (hours >= 0) {
            minutes = cursor.skip(':') ? cursor.number(2) : 0;
        } else {
            cursor.moveTo(start);
            int both = cursor.number(4);
            hours = both / 100;
            minutes = both < 0 ? -1 : both % 100;
        }
        stamp.offsetSeconds = unit * (hours * 60 + minutes);
        return hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60;
    }

    private static boolean startsWithUnixTime(Cursor cursor) {
        int at = cursor.at();
        return at + UNIX_DIGITS < cursor.end() && Bytes.isDigit(cursor.bytes()[at + 4]);
    }

    private static boolean readUnix(Stamp stamp, Cursor cursor) {
        long seconds = 0;
        for (int i = 0; i < UNIX_DIGITS; i++) {
            if (!Bytes.isDigit(cursor.peek())) {
                return false;
            }
            seconds = seconds * 10 + cursor.peek() - '0';
            cursor.moveTo(cursor.at() + 1);
        }
        if (!readFraction(stamp, cursor)) {
            return false;
        }
        stamp.set(seconds, stamp.nanos);
        return cursor.peek() == ' ';
    }

    private static boolean readTai64n(Stamp stamp, Cursor cursor) {
        int start = cursor.at() + 1;
        if (cursor.end() - start < TAI64N_DIGITS) {
            return false;
        }
        long label = 0;
        long nanos = 0;
        for (int i = 0; i < TAI64N_DIGITS; i++) {
            int digit = Character.digit(cursor.bytes()[start + i], 16);
            if (digit < 0) {
                return false;
            }
            if (i < 16) {
                label = label << 4 | digit;
            } else {
                nanos = nanos << 4 | digit;
            }
        }
        long seconds = label - TAI64_OF_1970;
        if (seconds < 0 || seconds >> 34 != 0 || nanos >= 1_000_000_000) {
            return false;
        }
        cursor.moveTo(start + TAI64N_DIGITS);
        stamp.set(seconds, (int) nanos);
        return true;
    }
}
