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
/// [StampForms] are the forms that are understood.
public final class Stamp {

    static final int NO_YEAR = -1;
    static final int NO_OFFSET = Integer.MIN_VALUE;

    private static final long RECEIPT = Long.MIN_VALUE;

    /// The length of `Nov 23 06:52:57`.
    private static final int SHORT_BYTES = 15;

    private static final int OFFSET_SECONDS_MAX = 18 * 3600;

    /// How far a mail host's clock may be ahead before a year-less stamp is taken for last year's.
    private static final Duration AHEAD_MAX = Duration.ofDays(1);

    /// From one 29 February to the next over a century that has none.
    private static final int YEARS_BACK_MAX = 8;

    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int nanos;
    int offsetSeconds;
    boolean isIsoWithBlank;

    /// True when the day may be the month, and the month the day.
    boolean isOrderOpen;

    // Instead of all that but the fraction, the seconds since 1970.
    private boolean isEpoch;
    private long epoch;

    // The bytes of the stamp that was read last, if it was of syslog's short form: most lines are
    // of
    // the same second as the line before.
    private boolean isShort;
    private long shortBegin;
    private long shortEnd;

    // The minute that was asked for last: most lines are of the same one as the line before.
    private long lastKey = Long.MAX_VALUE;
    private long lastNowHour;
    private int lastOffsetSeconds;
    private @Nullable ZoneId lastZone;
    private long lastMinute;

    /// Reads a stamp; false if none stands at the cursor.
    public boolean read(Cursor cursor) {
        int start = cursor.at();
        if (isShort && isSameAgain(cursor.bytes(), start, cursor.end())) {
            cursor.moveTo(start + SHORT_BYTES);
            return true;
        }
        isShort = false;
        boolean read = readAnew(cursor);
        if (read && cursor.at() - start == SHORT_BYTES && year == NO_YEAR && !isEpoch) {
            isShort = true;
            shortBegin = Bytes.eight(cursor.bytes(), start);
            shortEnd = Bytes.eight(cursor.bytes(), start + SHORT_BYTES - Long.BYTES);
        }
        return read;
    }

    /// True when the stamp that was read last stands here again, and no year behind it.
    private boolean isSameAgain(byte[] bytes, int at, int end) {
        return end - at > SHORT_BYTES + 1
                && bytes[at + SHORT_BYTES] == ' '
                && !Bytes.isDigit(bytes[at + SHORT_BYTES + 1])
                && Bytes.eight(bytes, at) == shortBegin
                && Bytes.eight(bytes, at + SHORT_BYTES - Long.BYTES) == shortEnd;
    }

    /// Forgets what was read.
    void clear() {
        year = NO_YEAR;
        nanos = 0;
        offsetSeconds = NO_OFFSET;
        isEpoch = false;
        isIsoWithBlank = false;
        isOrderOpen = false;
        isShort = false;
    }

    private boolean readAnew(Cursor cursor) {
        clear();
        return StampForms.read(this, cursor) && isPlausible();
    }

    /// Takes the time of receipt, for a line without a stamp.
    void setToReceipt() {
        set(RECEIPT, 0);
    }

    void set(long epochSecond, int nanosOfSecond) {
        isShort = false;
        isEpoch = true;
        epoch = epochSecond;
        nanos = nanosOfSecond;
    }

    void set(Stamp other) {
        isShort = false;
        year = other.year;
        month = other.month;
        day = other.day;
        hour = other.hour;
        minute = other.minute;
        second = other.second;
        nanos = other.nanos;
        offsetSeconds = other.offsetSeconds;
        isIsoWithBlank = other.isIsoWithBlank;
        isOrderOpen = other.isOrderOpen;
        isEpoch = other.isEpoch;
        epoch = other.epoch;
    }

    /// True when the stamp says all that makes an instant, so that nothing has to be inferred.
    boolean isComplete() {
        return (isEpoch && epoch != RECEIPT) || offsetSeconds != NO_OFFSET;
    }

    /// True for `2026-11-23 06:52:57`, the form of Exim's own log.
    boolean isIsoWithBlank() {
        return isIsoWithBlank;
    }

    boolean isPlausible() {
        return isEpoch
                || month >= 1
                        && month <= 12
                        && day >= 1
                        && day <= (year == NO_YEAR ? daysOf(2000) : daysOf(year))
                        && hour >= 0
                        && hour < 24
                        && minute >= 0
                        && minute < 60
                        && second >= 0
                        && second <= 60
                        && (offsetSeconds == NO_OFFSET
                                || Math.abs(offsetSeconds) <= OFFSET_SECONDS_MAX);
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
    /// A stamp without a year is the latest such time that is not more than a day ahead; so is one
    /// whose day and month may be either way round.
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
        if (isEpoch) {
            return epoch == RECEIPT ? now.getEpochSecond() : epoch;
        }
        long key = ((((year + 1L) * 13 + month) * 32 + day) * 24 + hour) * 60 + minute;
        key = isOrderOpen ? ~key : key;
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
        if (isOrderOpen) {
            return eitherWayRound(now.plus(AHEAD_MAX), zone);
        }
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

    /// Of the two times that it may be the later one that has come; the earlier one if neither has.
    private Instant eitherWayRound(Instant limit, ZoneId zone) {
        var one = at(year, month, day, zone);
        var other = at(year, day, month, zone);
        var later = one.isAfter(other) ? one : other;
        return later.isAfter(limit) ? (one.isAfter(other) ? other : one) : later;
    }

    private Instant inYear(int inYear, ZoneId zone) {
        return at(inYear, month, day, zone);
    }

    private Instant at(int inYear, int inMonth, int onDay, ZoneId zone) {
        var local = LocalDateTime.of(inYear, inMonth, onDay, hour, minute);
        return offsetSeconds == NO_OFFSET
                ? local.atZone(zone).toInstant()
                : local.toInstant(ZoneOffset.ofTotalSeconds(offsetSeconds));
    }
}
