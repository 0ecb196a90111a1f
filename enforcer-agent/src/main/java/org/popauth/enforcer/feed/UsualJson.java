package org.popauth.enforcer.feed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Goes over JSON as popAuth writes it: no blanks, and no texts that need an escape or more than
/// ASCII. Throws [Unusual] at whatever is otherwise.
final class UsualJson {

    private static final int NANO_DIGITS = 9;

    /// So many digits always fit into a long.
    private static final int DIGITS_MAX = 18;

    private static final int TEXTS = 1024;

    /// Texts that were seen lately: most records say the same ones.
    private final @Nullable String[] texts = new @Nullable String[TEXTS];

    private byte[] json = {};
    private int at;

    /// Where the text is that was met last.
    private int from;

    private int to;
    private int date = -1;
    private long epochDay;

    /// That something is not as usual; whoever asked goes another way.
    static final class Unusual extends RuntimeException {

        private static final long serialVersionUID = 1L;
        static final Unusual IT = new Unusual();

        private Unusual() {
            super("not as usual", null, false, false);
        }
    }

    static void expect(boolean usual) {
        if (!usual) {
            throw Unusual.IT;
        }
    }

    void open(byte[] bytes) {
        json = bytes;
        at = 0;
    }

    boolean isOver() {
        return at == json.length;
    }

    /// Steps over this byte, if it is the next one.
    boolean takes(char one) {
        boolean there = at < json.length && json[at] == one;
        at += there ? 1 : 0;
        return there;
    }

    /// Steps over these bytes, if they are the next ones.
    boolean takes(byte[] some) {
        boolean there = isNext(some);
        at += there ? some.length : 0;
        return there;
    }

    // The loops work on local variables: the service's JVM has its quick compiler only.

    private boolean isNext(byte[] some) {
        var bytes = json;
        int start = at;
        if (some.length > bytes.length - start) {
            return false;
        }
        for (int i = some.length - 1; i >= 0; i--) {
            if (bytes[start + i] != some[i]) {
                return false;
            }
        }
        return true;
    }

    /// Steps over a text.
    void text() {
        expect(takes('"'));
        var bytes = json;
        int i = at;
        from = i;
        while (i < bytes.length && bytes[i] != '"') {
            expect(bytes[i] >= ' ' && bytes[i] != '\\');
            i++;
        }
        to = i;
        at = i;
        expect(takes('"'));
    }

    byte[] bytes() {
        return json;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean isText(String other) {
        int length = other.length();
        if (to - from != length) {
            return false;
        }
        var bytes = json;
        int start = from;
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != other.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The text that was met last; often the same object as the one before.
    String string() {
        int slot = slot();
        var seen = texts[slot];
        if (seen != null && isText(seen)) {
            return seen;
        }
        var fresh = new String(json, from, to - from, StandardCharsets.ISO_8859_1);
        texts[slot] = fresh;
        return fresh;
    }

    private int slot() {
        var bytes = json;
        int end = to;
        int hash = end - from;
        for (int i = from; i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ hash >>> 16) & (TEXTS - 1);
    }

    /// A whole number.
    long number() {
        boolean negative = takes('-');
        int first = at;
        long number = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            number = number * 10 + json[at++] - '0';
            expect(at - first <= DIGITS_MAX);
        }
        expect(at > first && (json[first] != '0' || at == first + 1));
        return negative ? -number : number;
    }

    /// The text that was met last as an instant: `2026-11-23T08:00:00Z`, with up to nine digits of
    /// a second.
    Instant instant() {
        int end = to - from - 1;
        expect(end >= 19 && end <= 20 + NANO_DIGITS && end != 20 && is(end, 'Z'));
        expect(is(4, '-') && is(7, '-') && is(10, 'T') && is(13, ':') && is(16, ':'));
        expect(end == 19 || is(19, '.'));
        int hour = digits(11, 13);
        int minute = digits(14, 16);
        int second = digits(17, 19);
        expect(hour < 24 && minute < 60 && second < 60);
        int nanos = end == 19 ? 0 : digits(20, end);
        for (int i = end; end > 19 && i < 20 + NANO_DIGITS; i++) {
            nanos *= 10;
        }
        long day = epochDay(digits(0, 4), digits(5, 7), digits(8, 10));
        return Instant.ofEpochSecond(day * 86_400 + hour * 3600L + minute * 60L + second, nanos);
    }

    private long epochDay(int year, int month, int day) {
        int asked = year << 16 | month << 8 | day;
        if (asked != date) {
            epochDay = LocalDate.of(year, month, day).toEpochDay();
            date = asked;
        }
        return epochDay;
    }

    private boolean is(int index, char expected) {
        return json[from + index] == expected;
    }

    private int digits(int first, int end) {
        var bytes = json;
        int last = from + end;
        int number = 0;
        for (int i = from + first; i < last; i++) {
            int digit = bytes[i] - '0';
            expect(digit >= 0 && digit <= 9);
            number = number * 10 + digit;
        }
        return number;
    }
}
