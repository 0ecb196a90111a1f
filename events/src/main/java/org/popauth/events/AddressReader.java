package org.popauth.events;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads one address, left to right, without a look-up of any kind. Linear, and strict: what
/// Postfix or Dovecot would never print is no address.
final class AddressReader {

    private static final int LONGEST = 45;

    private AddressReader() {}

    static @Nullable Address read(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    static @Nullable Address read(byte[] bytes, int from, int to) {
        if (to - from < 2 || to - from > LONGEST) {
            return null;
        }
        long bits = ipv4(bytes, from, to);
        return bits < 0 ? ipv6(bytes, from, to) : Address.ipv4((int) bits);
    }

    /// Four decimal numbers without leading zeros (which some would read as octal); -1 if it is not
    /// that.
    private static long ipv4(byte[] bytes, int from, int to) {
        long bits = 0;
        int parts = 0;
        int at = from;
        while (parts < 4) {
            int start = at;
            int value = 0;
            while (at < to && at - start < 3 && bytes[at] >= '0' && bytes[at] <= '9') {
                value = value * 10 + bytes[at++] - '0';
            }
            if (at == start || value > 255 || (at - start > 1 && bytes[start] == '0')) {
                return -1;
            }
            bits = bits << 8 | value;
            parts++;
            if (parts < 4 && (at >= to || bytes[at++] != '.')) {
                return -1;
            }
        }
        return at == to ? bits : -1;
    }

    private static @Nullable Address ipv6(byte[] bytes, int from, int to) {
        var groups = new int[8];
        int count = 0;
        int gap = -1;
        int at = from;
        if (bytes[at] == ':') {
            if (to - at < 2 || bytes[at + 1] != ':') {
                return null;
            }
            gap = 0;
            at += 2;
        }
        while (at < to) {
            int start = at;
            int value = 0;
            int digit;
            while (at < to && at - start < 4 && (digit = Character.digit(bytes[at], 16)) >= 0) {
                value = value << 4 | digit;
                at++;
            }
            if (at < to && bytes[at] == '.') {
                return endingInIpv4(bytes, start, to, groups, count, gap);
            }
            if (at == start || count == 8) {
                return null;
            }
            groups[count++] = value;
            if (at == to) {
                break;
            }
            if (bytes[at++] != ':' || at == to) {
                return null;
            }
            if (bytes[at] == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            }
        }
        return assemble(groups, count, gap);
    }

    private static @Nullable Address endingInIpv4(
            byte[] bytes, int from, int to, int[] groups, int count, int gap) {
        long bits = ipv4(bytes, from, to);
        if (bits < 0 || count > 6) {
            return null;
        }
        groups[count] = (int) (bits >>> 16);
        groups[count + 1] = (int) (bits & 0xffff);
        return assemble(groups, count + 2, gap);
    }

    private static @Nullable Address assemble(int[] groups, int count, int gap) {
        if (gap < 0 ? count != 8 : count > 7) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            int zeros = 8 - count;
            int group;
            if (gap < 0 || i < gap) {
                group = groups[i];
            } else {
                group = i < gap + zeros ? 0 : groups[i - zeros];
            }
            if (i < 4) {
                high = high << 16 | group;
            } else {
                low = low << 16 | group;
            }
        }
        return new Address(high, low);
    }
}
