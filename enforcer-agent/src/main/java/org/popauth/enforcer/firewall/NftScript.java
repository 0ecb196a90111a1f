package org.popauth.enforcer.firewall;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.popauth.enforcer.firewall.Firewall.Change;
import org.popauth.events.Address;
import org.popauth.events.Network;

/// Writes scripts for `nft -f -`. Nothing but canonical addresses, numbers and names of our own
/// goes into them.
///
/// Each prefix length of IPv6 has a hash set of its own, and its rule masks the source address
/// before looking it up: a set of intervals is copied whole at each change, which takes more than a
/// second at 100,000 networks, and cannot hold a /64 inside a /48 with another end.
final class NftScript {

    static final String TABLE = "inet popauth";
    static final int IPV6_GROUP = 64;
    private static final String SKELETON_SETS =
            """
            add table inet popauth
            add set inet popauth allow4 { type ipv4_addr; flags interval; auto-merge; }
            add set inet popauth allow6 { type ipv6_addr; flags interval; auto-merge; }
            flush set inet popauth allow4
            flush set inet popauth allow6
            """;
    private static final String SKELETON_CHAIN =
            """
            add chain inet popauth input { type filter hook input priority -10; policy accept; }
            flush chain inet popauth input
            add rule inet popauth input ip saddr @allow4 return
            add rule inet popauth input ip6 saddr @allow6 return
            """;

    private final FirewallSettings settings;
    private final StringBuilder text = new StringBuilder(4096);

    NftScript(FirewallSettings settings) {
        this.settings = settings;
    }

    /// The set that a network belongs into.
    static String setOf(Network network) {
        return network.address().isIpv4() ? "drop4" : "drop6_" + network.prefixLength();
    }

    /// Everything but the dropped clients.
    ///
    /// @param lengths the prefix lengths of IPv6 that have a set
    NftScript skeleton(Collection<Network> allowed, Collection<Integer> lengths) {
        text.append(SKELETON_SETS);
        addSet("drop4", "ipv4_addr");
        for (int length : lengths) {
            addSet("drop6_" + length, "ipv6_addr");
        }
        allow("allow4", allowed.stream().filter(it -> it.address().isIpv4()).toList());
        allow("allow6", allowed.stream().filter(it -> !it.address().isIpv4()).toList());
        text.append(SKELETON_CHAIN);
        addRule("ip saddr @drop4");
        for (int length : lengths) {
            var mask = new Address(-1L, -1L).masked(length);
            var masked = length == 128 ? "ip6 saddr" : "ip6 saddr & " + mask;
            addRule(masked + " @drop6_" + length);
        }
        return this;
    }

    private void addSet(String name, String type) {
        var size = "; flags timeout; size " + settings.entriesMax() + "; }";
        line("add set ", TABLE, " ", name, " { type ", type, size);
    }

    private void addRule(String match) {
        var ports =
                settings.ports().isEmpty() ? "" : " tcp dport { " + settings.portList(", ") + " }";
        line("add rule ", TABLE, " input ", match, ports, " counter drop");
    }

    private void allow(String set, List<Network> networks) {
        for (var network : networks) {
            for (var half : halves(network)) {
                line("add element ", TABLE, " ", set, " { ", half.toString(), " }");
            }
        }
    }

    /// nft 1.0 does not take a prefix of length 0 in a set.
    static List<Network> halves(Network network) {
        if (network.prefixLength() > 0) {
            return List.of(network);
        }
        boolean ipv4 = network.address().isIpv4();
        var upper = ipv4 ? Address.ipv4(1 << 31) : new Address(1L << 63, 0);
        return List.of(new Network(network.address(), 1), new Network(upper, 1));
    }

    /// All changes, grouped by set so that nft reads few long statements. An element that may be
    /// there is deleted and added again, since older kernels ignore the new end of one that is.
    NftScript changes(Collection<? extends Change> changes, Instant now) {
        var add = new TreeMap<String, StringBuilder>();
        var delete = new TreeMap<String, StringBuilder>();
        for (var change : changes) {
            var set = setOf(change.network());
            append(delete, set, change.network().address().toString());
            if (change instanceof Change.Drop(var network, var until) && until.isAfter(now)) {
                append(add, set, network.address() + " timeout " + Ttl.seconds(until, now) + "s");
            }
        }
        statements("add", delete);
        statements("delete", delete);
        statements("add", add);
        return this;
    }

    private static void append(SortedMap<String, StringBuilder> sets, String set, String element) {
        var list = sets.computeIfAbsent(set, _ -> new StringBuilder());
        list.append(list.isEmpty() ? "" : ", ").append(element);
    }

    private void statements(String verb, Map<String, StringBuilder> sets) {
        sets.forEach((set, list) -> line(verb, " element ", TABLE, " ", set, " { ", list, " }"));
    }

    /// Every dropped client on a line of its own, with its end as a comment.
    NftScript dropped(Map<Network, Instant> dropped, Instant now) {
        new TreeMap<>(dropped)
                .forEach(
                        (network, until) -> {
                            var ttl = " timeout " + Ttl.seconds(until, now) + "s }";
                            var element = network.address() + ttl;
                            var end = " # " + network + " until " + until;
                            line("add element ", TABLE, " ", setOf(network), " { ", element, end);
                        });
        return this;
    }

    private void line(CharSequence... parts) {
        for (var part : parts) {
            text.append(part);
        }
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
