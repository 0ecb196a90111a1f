package org.popauth.enforcer.firewall;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.events.Network;

/// The table `inet popauth` of nftables: hash sets with kernel timeouts, before the filters of the
/// distribution, the allow-list first. Each call is one transaction. Not thread-safe.
public final class NftablesFirewall implements Firewall {

    private final Commands commands;
    private final Path nft;
    private final FirewallSettings settings;
    private final SortedSet<Integer> lengths = new TreeSet<>(List.of(NftScript.IPV6_GROUP));
    private List<Network> allowed = List.of();

    /// What the table was like, without its elements, when it was last put in order.
    private @Nullable String fingerprint;

    public NftablesFirewall(Commands commands, Path nft, FirewallSettings settings) {
        this.commands = commands;
        this.nft = nft;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "nftables";
    }

    @Override
    public void prepare(Collection<Network> allowed, Instant now) {
        this.allowed = List.copyOf(allowed);
        list(now).lengths().forEach(lengths::add);
        run(new NftScript(settings).skeleton(this.allowed, lengths));
        fingerprint = list(now).fingerprint();
    }

    @Override
    public Held look(Instant now) {
        var listing = list(now);
        return new Held(listing.fingerprint().equals(fingerprint), listing.dropped());
    }

    private NftListing list(Instant now) {
        var finished =
                commands.run(
                        Stdin.EMPTY,
                        in -> NftListing.read(in, now),
                        nft,
                        "-j",
                        "list",
                        "table",
                        "inet",
                        "popauth");
        if (!finished.ok() && finished.errors().contains("No such file or directory")) {
            return NftListing.NONE;
        }
        return finished.orThrow();
    }

    @Override
    public void apply(Collection<? extends Change> changes, Instant now) {
        if (changes.isEmpty()) {
            return;
        }
        var script = new NftScript(settings);
        boolean newLength = false;
        for (var change : changes) {
            var network = change.network();
            newLength |= !network.address().isIpv4() && lengths.add(network.prefixLength());
        }
        if (newLength) {
            script.skeleton(allowed, lengths);
        }
        run(script.changes(changes, now));
        if (newLength) {
            fingerprint = list(now).fingerprint();
        }
    }

    @Override
    public void withdraw() {
        run("add table " + NftScript.TABLE + "\ndelete table " + NftScript.TABLE + "\n");
    }

    private void run(Object script) {
        commands.run(Stdin.of(script.toString()), nft, "-f", "-").orThrow();
    }
}
