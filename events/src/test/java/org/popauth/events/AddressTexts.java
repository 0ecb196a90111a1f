package org.popauth.events;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Addresses, and every way to write one down, for property tests.
final class AddressTexts {

    private static final int[] GROUPS = {0, 0, 0, 0, 1, 0xa, 0x10, 0xdb8, 0x2001, 0xffff, 0xfffe};

    private AddressTexts() {}

    /// Addresses with many zero groups, mapped ones, and any.
    static Arbitrary<Address> addresses() {
        var groups =
                Arbitraries.randoms()
                        .map(random -> random.ints(8, 0, GROUPS.length).map(i -> GROUPS[i]))
                        .map(IntStream::toArray)
                        .map(AddressTexts::of);
        var any = Arbitraries.randoms().map(r -> new Address(r.nextLong(), r.nextLong()));
        return Arbitraries.oneOf(groups, any, ipv4());
    }

    static Arbitrary<Address> ipv4() {
        return Arbitraries.integers().map(Address::ipv4);
    }

    static Address of(int[] groups) {
        var bytes = ByteBuffer.allocate(16);
        for (int group : groups) {
            bytes.putShort((short) group);
        }
        return new Address(bytes.getLong(0), bytes.getLong(8));
    }

    static int[] groups(Address address) {
        var bytes = ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low());
        return IntStream.range(0, 8).map(i -> bytes.getShort(2 * i) & 0xffff).toArray();
    }

    /// One of the many texts of an IPv6 address: padded groups, either case, any run of zeros (or
    /// none) shortened, the end as IPv4.
    static String anyIpv6Text(Address address, Random random) {
        var groups = groups(address);
        int plain = random.nextInt(3) == 0 ? 6 : 8;
        var texts = new ArrayList<String>();
        for (int i = 0; i < plain; i++) {
            texts.add(anyHex(groups[i], random));
        }
        var runs = zeroRuns(groups, plain);
        String tail = plain == 6 ? dotted(groups[6], groups[7]) : null;
        if (runs.isEmpty() || random.nextInt(4) == 0) {
            if (tail != null) {
                texts.add(tail);
            }
            return String.join(":", texts);
        }
        var run = runs.get(random.nextInt(runs.size()));
        var after = new ArrayList<>(texts.subList(run[1], plain));
        if (tail != null) {
            after.add(tail);
        }
        return String.join(":", texts.subList(0, run[0])) + "::" + String.join(":", after);
    }

    private static List<int[]> zeroRuns(int[] groups, int end) {
        var runs = new ArrayList<int[]>();
        for (int from = 0; from < end; from++) {
            for (int to = from + 1; to <= end && groups[to - 1] == 0; to++) {
                runs.add(new int[] {from, to});
            }
        }
        return runs;
    }

    private static String anyHex(int group, Random random) {
        var text = String.format(Locale.ROOT, "%0" + (1 + random.nextInt(4)) + "x", group);
        return random.nextBoolean() ? text.toUpperCase(Locale.ROOT) : text;
    }

    static String dotted(int high, int low) {
        return "%d.%d.%d.%d"
                .formatted(high >>> 8 & 0xff, high & 0xff, low >>> 8 & 0xff, low & 0xff);
    }

    /// RFC 5952 done in another way than the code does it: on the text, by pattern.
    static String rfc5952(Address address) {
        var groups = groups(address);
        if (IntStream.range(0, 5).allMatch(i -> groups[i] == 0) && groups[5] == 0xffff) {
            return dotted(groups[6], groups[7]);
        }
        var text = ":" + String.join(":", hex(groups)) + ":";
        for (int zeros = 8; zeros >= 2; zeros--) {
            int at = text.indexOf(":0".repeat(zeros) + ":");
            if (at >= 0) {
                var left = text.substring(0, at);
                var right = text.substring(at + 2 * zeros + 1);
                return trim(left) + "::" + trim(right);
            }
        }
        return trim(text);
    }

    private static List<String> hex(int[] groups) {
        return IntStream.of(groups).mapToObj(Integer::toHexString).toList();
    }

    private static String trim(String text) {
        int from = text.startsWith(":") ? 1 : 0;
        int to = text.endsWith(":") ? text.length() - 1 : text.length();
        return from >= to ? "" : text.substring(from, to);
    }

    /// What the JDK reads from a text that is an address for certain, so that no name is looked up.
    static InetAddress jdk(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError("the JDK does not read " + text, e);
        }
    }
}
