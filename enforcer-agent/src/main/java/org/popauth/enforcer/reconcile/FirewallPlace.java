package org.popauth.enforcer.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.popauth.enforcer.desired.Diff;
import org.popauth.enforcer.desired.Entry;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.Firewall.Change;
import org.popauth.enforcer.firewall.Ttl;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// DROP takes effect in the firewall.
public final class FirewallPlace implements Place {

    private final Firewall firewall;
    private final Supplier<List<Network>> allowed;
    private List<Network> prepared = List.of();

    /// @param allowed the networks that are never dropped, at this moment
    public FirewallPlace(Firewall firewall, Supplier<List<Network>> allowed) {
        this.firewall = firewall;
        this.allowed = allowed;
    }

    @Override
    public Measure measure() {
        return Measure.DROP;
    }

    @Override
    public String backend() {
        return firewall.name();
    }

    @Override
    public void prepare(Instant now) {
        var networks = allowed.get();
        firewall.prepare(networks, now);
        prepared = networks;
    }

    @Override
    public Map<Network, Entry> look(Instant now) {
        if (!allowed.get().equals(prepared)) {
            prepare(now);
        }
        var held = firewall.look(now);
        if (!held.intact()) {
            prepare(now);
            return new HashMap<>();
        }
        var entries = HashMap.<Network, Entry>newHashMap(held.dropped().size());
        held.dropped().forEach((network, until) -> entries.put(network, entry(network, until)));
        return entries;
    }

    private static Entry entry(Network network, Instant until) {
        return new Entry(network, until, "");
    }

    @Override
    public boolean same(Entry wanted, Entry held, Instant now) {
        return Ttl.closeEnough(wanted.until(), held.until(), now);
    }

    @Override
    public void apply(Diff diff, Map<Network, Entry> wanted, Instant now) {
        var changes = new ArrayList<Change>();
        diff.missing().forEach(it -> changes.add(new Change.Drop(it.network(), it.until())));
        diff.changed().forEach(it -> changes.add(new Change.Drop(it.network(), it.until())));
        diff.extra().forEach(it -> changes.add(new Change.Release(it)));
        if (!changes.isEmpty()) {
            firewall.apply(changes, now);
        }
    }

    @Override
    public boolean takesSingleEntries() {
        return true;
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
