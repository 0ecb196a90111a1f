package org.popauth.maillog.bytes;

import java.util.Arrays;

/// Questions about a range of bytes. All are linear and none allocates.
public final class Bytes {

    private Bytes() {}

    /// True when the ASCII text stands at the place and before the end.
    public static boolean matches(byte[] bytes, int at, int end, String text) {
        int length = text.length();
        if (at < 0 || length > end - at) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Where the byte stands first, -1 if nowhere in the range.
    public static int indexOf(byte[] bytes, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Where the ASCII text begins first, -1 if nowhere in the range.
    public static int indexOf(byte[] bytes, int from, int to, String text) {
        int last = to - text.length();
        for (int i = from; i <= last; i++) {
            if (matches(bytes, i, to, text)) {
                return i;
            }
        }
        return -1;
    }

    /// Where the ASCII text begins last, -1 if nowhere in the range.
    public static int lastIndexOf(byte[] bytes, int from, int to, String text) {
        for (int i = to - text.length(); i >= from; i--) {
            if (matches(bytes, i, to, text)) {
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
        return isDigit(value) || (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z');
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
