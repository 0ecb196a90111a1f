package org.popauth.enforcer.firewall;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.popauth.enforcer.desired.Roster;
import org.popauth.events.Address;
import org.popauth.events.Network;

/// The names of the sets, and which client is in which: `drop4_00` to `drop4_3f` by the last six
/// bits of an IPv4 address, `drop6_64_00` to `drop6_64_3f` by the last six bits of a /64, and so
/// on.
final class NftSets {

    /// One for each value of the last six bits. A [Roster] has 256 parts: four of them are one set.
    static final int SHARDS = 64;

    private static final String DROP4 = "drop4_";
    private static final String DROP6 = "drop6_";
    private static final Pattern NAME = Pattern.compile("(drop4|drop6_[0-9]{1,3})_[0-9a-f]{2}");
    private static final HexFormat HEX = HexFormat.of();

    /// Asked for a million times at a start.
    private static final List<String> DROP4_SETS =
            IntStream.range(0, SHARDS).mapToObj(it -> DROP4 + HEX.toHexDigits((byte) it)).toList();

    private NftSets() {}

    /// All clients of one family and prefix length.
    record Kind(boolean ipv4, int prefixLength) {

        String set(int shard) {
            return ipv4
                    ? DROP4_SETS.get(shard)
                    : DROP6 + prefixLength + "_" + HEX.toHexDigits((byte) shard);
        }

        String type() {
            return ipv4 ? "ipv4_addr" : "ipv6_addr";
        }

        String family() {
            return ipv4 ? "ip" : "ip6";
        }

        /// What is looked up in a set: the source address, masked for a network.
        String source() {
            return ipv4 || prefixLength == 128
                    ? family() + " saddr"
                    : "ip6 saddr & " + new Address(-1L, -1L).masked(prefixLength);
        }

        /// An address whose bits choose the set.
        Address bits(int shard) {
            if (ipv4) {
                return Address.ipv4(shard);
            }
            int shift = Roster.shift(prefixLength);
            return shift >= 64
                    ? new Address((long) shard << (shift - 64), 0)
                    : new Address(0, (long) shard << shift);
        }
    }

    static List<Kind> kinds(Collection<Integer> lengths) {
        var kinds = new ArrayList<Kind>();
        kinds.add(new Kind(true, 32));
        new TreeSet<>(lengths).forEach(length -> kinds.add(new Kind(false, length)));
        return kinds;
    }

    /// All sets and chains of dropped clients.
    static Set<String> names(Collection<Integer> lengths) {
        var names = new HashSet<String>();
        for (var kind : kinds(lengths)) {
            for (int shard = 0; shard < SHARDS; shard++) {
                names.add(kind.set(shard));
            }
        }
        return names;
    }

    static int shardOf(long high, long low, int prefixLength) {
        return Roster.partOf(high, low, prefixLength) & (SHARDS - 1);
    }

    static int shardOf(Network network) {
        var address = network.address();
        return shardOf(address.high(), address.low(), network.prefixLength());
    }

    static String setOf(Network network) {
        var kind = new Kind(network.address().isIpv4(), network.prefixLength());
        return kind.set(shardOf(network));
    }

    /// The prefix length of the clients in a set; -1 when it is not a set of dropped clients.
    static int lengthOf(String set) {
        if (!NAME.matcher(set).matches()) {
            return -1;
        }
        return set.startsWith(DROP4)
                ? 32
                : Integer.parseInt(set.substring(DROP6.length(), set.lastIndexOf('_')));
    }

    /// The last digits of the name of such a set.
    static int shardOf(String set) {
        return HexFormat.fromHexDigits(set, set.lastIndexOf('_') + 1, set.length());
    }
}
