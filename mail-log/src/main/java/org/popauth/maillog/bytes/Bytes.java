package org.popauth.maillog.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Questions about a range of bytes. All are linear and none allocates.
public final class Bytes {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long BLANKS = 0x2020_2020_2020_2020L;

    private Bytes() {}

    /// The eight bytes from the place on, the first one lowest.
    public static long eight(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /// As [#eight], but zero from the end on.
    static long word(byte[] bytes, int at, int end) {
        return at + Long.BYTES <= end ? eight(bytes, at) : lastWord(bytes, at, end);
    }

    private static long lastWord(byte[] bytes, int at, int end) {
        if (at + Long.BYTES <= bytes.length) {
            return eight(bytes, at) & (-1L >>> (Byte.SIZE * (at + Long.BYTES - end)));
        }
        long word = 0;
        for (int i = end - 1; i >= at; i--) {
            word = word << Byte.SIZE | (bytes[i] & 0xff);
        }
        return word;
    }

    /// True when the ASCII text, of one byte at least, stands at the place and before the end.
    ///
    /// Most texts that are asked for do not stand there and differ in the first byte: only that
    /// question is small enough to be compiled into each of the many places that ask.
    public static boolean matches(byte[] bytes, int at, int end, String text) {
        return at >= 0
                && at < end
                && bytes[at] == text.charAt(0)
                && matchesAll(bytes, at, end, text);
    }

    private static boolean matchesAll(byte[] bytes, int at, int end, String text) {
        int length = text.length();
        if (length > end - at) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Where the byte stands first, -1 if nowhere in the range.
    public static int indexOf(byte[] bytes, int from, int to, char wanted) {
        long pattern = wanted * ONES;
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            long found = zeros(eight(bytes, i) ^ pattern) & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Where one of the two bytes stands first, -1 if nowhere in the range.
    public static int indexOfEither(byte[] bytes, int from, int to, char one, char other) {
        long ones = one * ONES;
        long others = other * ONES;
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            long eight = eight(bytes, i);
            long found = (zeros(eight ^ ones) | zeros(eight ^ others)) & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == one || bytes[i] == other) {
                return i;
            }
        }
        return -1;
    }

    /// Has the high bit of the lowest byte that is zero, and perhaps of some above it.
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight;
    }

    /// True when all bytes in the range are printable ASCII.
    public static boolean arePrintable(byte[] bytes, int from, int to) {
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            long eight = eight(bytes, i);
            if (((eight | (eight - BLANKS) | (eight + ONES)) & HIGHS) != 0) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] < ' ' || bytes[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// Where the ASCII text begins first, -1 if nowhere in the range.
    public static int indexOf(byte[] bytes, int from, int to, String text) {
        int last = text.length() - 1;
        int firstTo = to - last;
        char first = text.charAt(0);
        for (int i = indexOf(bytes, Math.max(from, 0), firstTo, first);
                i >= 0;
                i = indexOf(bytes, i + 1, firstTo, first)) {
            if (bytes[i + last] == text.charAt(last) && matches(bytes, i, to, text)) {
                return i;
            }
        }
        return -1;
    }

    /// Where the ASCII text begins last, -1 if nowhere in the range.
    public static int lastIndexOf(byte[] bytes, int from, int to, String text) {
        int last = text.length() - 1;
        int lowest = Math.max(from, 0) + last;
        char end = text.charAt(last);
        for (int i = lastIndexOf(bytes, lowest, to, end);
                i >= 0;
                i = lastIndexOf(bytes, lowest, i, end)) {
            if (matches(bytes, i - last, to, text)) {
                return i - last;
            }
        }
        return -1;
    }

    /// Where the byte stands last, -1 if nowhere in the range.
    private static int lastIndexOf(byte[] bytes, int from, int to, char wanted) {
        long pattern = wanted * ONES;
        int i = to;
        for (; i - Long.BYTES >= from; i -= Long.BYTES) {
            long other = eight(bytes, i - Long.BYTES) ^ pattern;
            // The high bits of those bytes that are zero, and of no others.
            long found = ~(((other & ~HIGHS) + ~HIGHS) | other) & HIGHS;
            if (found != 0) {
                return i - 1 - (Long.numberOfLeadingZeros(found) >> 3);
            }
        }
        while (i > from) {
            if (bytes[--i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// True when the same bytes stand at both places.
    public static boolean same(byte[] bytes, int at, int other, int length) {
        return at >= 0
                && other >= 0
                && length >= 0
                && at + length <= bytes.length
                && other + length <= bytes.length
                && Arrays.equals(bytes, at, at + length, bytes, other, other + length);
    }

    /// True for an ASCII digit.
    public static boolean isDigit(int value) {
        return value >= '0' && value <= '9';
    }

    /// True for an ASCII letter or digit.
    public static boolean isLetterOrDigit(int value) {
        int small = value | 0x20;
        return (small >= 'a' && small <= 'z') || isDigit(value);
    }

    /// True for what names of hosts and their addresses consist of.
    public static boolean isHostNameByte(int value) {
        return isLetterOrDigit(value)
                || value == '.'
                || value == '-'
                || value == '_'
                || value == ':';
    }
}
