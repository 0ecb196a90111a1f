package org.popauth.events;

/// The text of an address: dotted decimal for IPv4, RFC 5952 for IPv6.
final class AddressText {

    private AddressText() {}

    static String of(Address address) {
        return address.isIpv4() ? ipv4((int) address.low()) : ipv6(groups(address));
    }

    private static String ipv4(int bits) {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 0xff)
                + "."
                + (bits >>> 8 & 0xff)
                + "."
                + (bits & 0xff);
    }

    private static int[] groups(Address address) {
        var groups = new int[8];
        for (int i = 0; i < 8; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) (half >>> (48 - 16 * (i % 4)) & 0xffff);
        }
        return groups;
    }

    /// RFC 5952, section 4: lower case, no leading zeros, the first longest run of two or more zero
    /// groups as `::`.
    private static String ipv6(int[] groups) {
        int start = longestZeroRun(groups);
        int end = start < 0 ? -1 : endOfZeroRun(groups, start);
        var text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i = end - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static int longestZeroRun(int[] groups) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = endOfZeroRun(groups, i) - i;
            if (length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        return best;
    }

    private static int endOfZeroRun(int[] groups, int start) {
        int end = start;
        while (end < 8 && groups[end] == 0) {
            end++;
        }
        return end;
    }
}
