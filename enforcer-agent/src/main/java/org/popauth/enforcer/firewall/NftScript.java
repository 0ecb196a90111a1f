package org.popauth.enforcer.firewall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
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
/// Each prefix length of IPv6 has hash sets of its own, and its rule masks the source address
/// before looking it up: a set of intervals is copied whole at each change, which takes more than a
/// second at 100,000 networks, and cannot hold a /64 inside a /48 with another end. Each kind is
/// spread over 64 sets, which a verdict map chooses from: the time in which a kernel lists a set
/// grows with the square of its size (a million in one set: 40 s).
final class NftScript {

    static final String TABLE = "inet popauth";

    private static final int STATEMENT_LONG = 32_000;

    private final FirewallSettings settings;
    private final Appendable text;

    NftScript(FirewallSettings settings) {
        this(settings, new StringBuilder(4096));
    }

    NftScript(FirewallSettings settings, Appendable text) {
        this.settings = settings;
        this.text = text;
    }

    /// Everything but the dropped clients.
    ///
    /// @param lengths the prefix lengths of IPv6 that have sets
    NftScript skeleton(Collection<Network> allowed, Collection<Integer> lengths) {
        line("add table ", TABLE);
        allow("allow4", "ipv4_addr", allowed.stream().filter(it -> it.address().isIpv4()).toList());
        allow(
                "allow6",
                "ipv6_addr",
                allowed.stream().filter(it -> !it.address().isIpv4()).toList());
        var kinds = NftSets.kinds(lengths);
        for (var kind : kinds) {
            sets(kind);
        }
        line("add chain ", TABLE, " input { type filter hook input priority -10; policy accept; }");
        line("flush chain ", TABLE, " input");
        line("add rule ", TABLE, " input ip saddr @allow4 return");
        line("add rule ", TABLE, " input ip6 saddr @allow6 return");
        for (var kind : kinds) {
            choose(kind);
        }
        return this;
    }

    private void sets(NftSets.Kind kind) {
        var size = "; flags timeout; size " + settings.entriesMax() + "; }";
        for (int shard = 0; shard < NftSets.SHARDS; shard++) {
            var name = kind.set(shard);
            line("add set ", TABLE, " ", name, " { type ", kind.type(), size);
            line("add chain ", TABLE, " ", name);
            line("flush chain ", TABLE, " ", name);
            var rule = kind.source() + " @" + name + " counter drop";
            line("add rule ", TABLE, " ", name, " ", rule);
        }
    }

    private void choose(NftSets.Kind kind) {
        var map = new ArrayList<String>();
        for (int shard = 0; shard < NftSets.SHARDS; shard++) {
            map.add(kind.bits(shard) + " : jump " + kind.set(shard));
        }
        var ports =
                settings.ports().isEmpty() ? "" : "tcp dport { " + settings.portList(", ") + " } ";
        var bits = kind.family() + " saddr & " + kind.bits(NftSets.SHARDS - 1);
        var verdict = " vmap { " + String.join(", ", map) + " }";
        line("add rule ", TABLE, " input ", ports, bits, verdict);
    }

    private void allow(String set, String type, List<Network> networks) {
        line("add set ", TABLE, " ", set, " { type ", type, "; flags interval; auto-merge; }");
        line("flush set ", TABLE, " ", set);
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

    /// Removes what others put into the table.
    NftScript without(Collection<String> chains, Collection<String> sets) {
        chains.forEach(name -> line("flush chain ", TABLE, " ", name));
        chains.forEach(name -> line("delete chain ", TABLE, " ", name));
        sets.forEach(name -> line("delete set ", TABLE, " ", name));
        return this;
    }

    /// All changes, grouped by set so that nft reads few long statements. An element that may be
    /// there is deleted and added again, since older kernels ignore the new end of one that is.
    ///
    /// Long statements are written at once, so that a million additions need no memory.
    NftScript changes(Collection<? extends Change> changes, Instant now) {
        var add = new TreeMap<String, StringBuilder>();
        var delete = new TreeMap<String, StringBuilder>();
        for (var change : changes) {
            var network = change.network();
            var set = NftSets.setOf(network);
            var element = network.address().toString();
            if (!(change instanceof Change.Add)) {
                append(delete, set, element);
            }
            var until = until(change);
            if (until.isAfter(now)) {
                var list = append(add, set, element);
                list.append(" timeout ").append(Ttl.seconds(until, now)).append('s');
                if (list.length() > STATEMENT_LONG) {
                    deletions(delete);
                    statements("add", Map.of(set, list));
                    list.setLength(0);
                }
            }
        }
        deletions(delete);
        statements("add", add);
        return this;
    }

    private static Instant until(Change change) {
        return switch (change) {
            case Change.Add it -> it.until();
            case Change.Drop it -> it.until();
            case Change.Release _ -> Instant.MIN;
        };
    }

    private void deletions(Map<String, StringBuilder> delete) {
        statements("add", delete);
        statements("delete", delete);
        delete.clear();
    }

    private static StringBuilder append(
            SortedMap<String, StringBuilder> sets, String set, String element) {
        var list = sets.computeIfAbsent(set, _ -> new StringBuilder());
        return list.append(list.isEmpty() ? "" : ", ").append(element);
    }

    private void statements(String verb, Map<String, StringBuilder> sets) {
        sets.forEach(
                (set, list) -> {
                    if (!list.isEmpty()) {
                        line(verb, " element ", TABLE, " ", set, " { ", list, " }");
                    }
                });
    }

    /// Every dropped client on a line of its own, with its end as a comment.
    NftScript dropped(Map<Network, Instant> dropped, Instant now) {
        new TreeMap<>(dropped)
                .forEach(
                        (network, until) -> {
                            var ttl = " timeout " + Ttl.seconds(until, now) + "s }";
                            var element = network.address() + ttl;
                            var end = " # " + network + " until " + until;
                            var set = NftSets.setOf(network);
                            line("add element ", TABLE, " ", set, " { ", element, end);
                        });
        return this;
    }

    private void line(CharSequence... parts) {
        try {
            for (var part : parts) {
                text.append(part);
            }
            text.append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
