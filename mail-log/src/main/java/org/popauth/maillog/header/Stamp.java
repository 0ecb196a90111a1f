package org.popauth.maillog.header;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// The time stamp of a line, read into numbers; it becomes an instant only when somebody asks.
///
/// Understands `Nov 23 06:52:57` (day padded with a blank, a zero or not at all; no year, no zone)
/// and `2026-11-23T06:52:57.459060+00:00` (blank for `T`, fraction and zone optional).
public final class Stamp {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int NO_YEAR = -1;
    private static final int NO_OFFSET = Integer.MIN_VALUE;

    /// How far a mail host's clock may be ahead before a year-less stamp is taken for last year's.
    private static final Duration AHEAD_MAX = Duration.ofDays(1);

    /// From one 29 February to the next over a century that has none.
    private static final int YEARS_BACK_MAX = 8;

    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private int offsetSeconds;

    // The minute that was asked for last: most lines are of the same one as the line before.
    private long lastKey = -1;
    private long lastNowHour;
    private int lastOffsetSeconds;
    private @Nullable ZoneId lastZone;
    private long lastMinute;

    /// Reads a stamp; false if none stands at the cursor.
    public boolean read(Cursor cursor) {
        year = NO_YEAR;
        nanos = 0;
        offsetSeconds = NO_OFFSET;
        boolean read = Bytes.isDigit(cursor.peek()) ? readIso(cursor) : readWithoutYear(cursor);
        return read && isPlausible();
    }

    private boolean readWithoutYear(Cursor cursor) {
        month = month(cursor);
        if (month == 0) {
            return false;
        }
        cursor.moveTo(cursor.at() + 3);
        if (!cursor.skip(' ')) {
            return false;
        }
        cursor.skip(' ');
        day = cursor.number(2);
        return cursor.skip(' ') && readTimeOfDay(cursor);
    }

    private static int month(Cursor cursor) {
        for (int i = 0; i < 12; i++) {
            if (sees(cursor, i)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean sees(Cursor cursor, int month) {
        int at = cursor.at();
        return cursor.end() - at >= 3
                && cursor.bytes()[at] == MONTHS.charAt(3 * month)
                && cursor.bytes()[at + 1] == MONTHS.charAt(3 * month + 1)
                && cursor.bytes()[at + 2] == MONTHS.charAt(3 * month + 2);
    }

    private boolean readIso(Cursor cursor) {
        year = cursor.number(4);
        if (!cursor.skip('-')) {
            return false;
        }
        month = cursor.number(2);
        if (!cursor.skip('-')) {
            return false;
        }
        day = cursor.number(2);
        if (!cursor.skip('T') && !cursor.skip(' ')) {
            return false;
        }
        return readTimeOfDay(cursor) && readFraction(cursor) && readOffset(cursor);
    }

    private boolean readTimeOfDay(Cursor cursor) {
        hour = cursor.number(2);
        if (!cursor.skip(':')) {
            return false;
        }
        minute = cursor.number(2);
        if (!cursor.skip(':')) {
            return false;
        }
        second = cursor.number(2);
        return true;
    }

    private boolean readFraction(Cursor cursor) {
        if (!cursor.skip('.') && !cursor.skip(',')) {
            return true;
        }
        int digits = 0;
        while (Bytes.isDigit(cursor.peek()) && digits < 9) {
            nanos = nanos * 10 + cursor.peek() - '0';
            cursor.moveTo(cursor.at() + 1);
            digits++;
        }
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return digits > 0;
    }

    private boolean readOffset(Cursor cursor) {
        if (cursor.skip('Z')) {
            offsetSeconds = 0;
            return true;
        }
        int sign = cursor.peek();
        if (sign != '+' && sign != '-') {
            return true;
        }
        cursor.moveTo(cursor.at() + 1);
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
        offsetSeconds = (sign == '-' ? -60 : 60) * (hours * 60 + minutes);
        return hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60;
    }

    private boolean isPlausible() {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= (year == NO_YEAR ? daysOf(2000) : daysOf(year))
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second <= 60
                && (offsetSeconds == NO_OFFSET || Math.abs(offsetSeconds) <= 18 * 3600);
    }

    private int daysOf(int inYear) {
        return switch (month) {
            case 2 -> Year.isLeap(inYear) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// When that was.
    ///
    /// A stamp without a year is the latest such time that is not more than a day ahead.
    ///
    /// @param now when the line was received
    /// @param zone the zone of a stamp that names none
    public Instant instant(Instant now, ZoneId zone) {
        return Instant.ofEpochSecond(seconds(now, zone), nanos);
    }

    /// When that was, as milliseconds since 1970.
    public long millis(Instant now, ZoneId zone) {
        return seconds(now, zone) * 1000 + nanos / 1_000_000;
    }

    private long seconds(Instant now, ZoneId zone) {
        long key = ((((year + 1L) * 13 + month) * 32 + day) * 24 + hour) * 60 + minute;
        long nowHour = Math.floorDiv(now.getEpochSecond(), 3600L);
        boolean known =
                key == lastKey
                        && nowHour == lastNowHour
                        && offsetSeconds == lastOffsetSeconds
                        && zone.equals(lastZone);
        if (!known) {
            lastMinute = minute(now, zone).getEpochSecond();
            lastKey = key;
            lastNowHour = nowHour;
            lastOffsetSeconds = offsetSeconds;
            lastZone = zone;
        }
        return lastMinute + Math.min(second, 59);
    }

    /// The beginning of the minute.
    private Instant minute(Instant now, ZoneId zone) {
        if (year != NO_YEAR) {
            return inYear(year, zone);
        }
        int last = now.atZone(zone).getYear() + 1;
        var limit = now.plus(AHEAD_MAX);
        for (int candidate = last; candidate > last - YEARS_BACK_MAX - 2; candidate--) {
            var instant = day <= daysOf(candidate) ? inYear(candidate, zone) : null;
            if (instant != null && !instant.isAfter(limit)) {
                return instant;
            }
        }
        return now;
    }

    private Instant inYear(int inYear, ZoneId zone) {
        var local = LocalDateTime.of(inYear, month, day, hour, minute);
        return offsetSeconds == NO_OFFSET
                ? local.atZone(zone).toInstant()
                : local.toInstant(ZoneOffset.ofTotalSeconds(offsetSeconds));
    }
}
