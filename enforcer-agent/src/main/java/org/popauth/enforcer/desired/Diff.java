package org.popauth.enforcer.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.popauth.events.Network;

/// What must be done so that what holds becomes what is wanted.
///
/// @param missing wanted, not found
/// @param changed wanted, found otherwise
/// @param extra found, not wanted
public record Diff(List<Entry> missing, List<Entry> changed, List<Network> extra) {

    public Diff {
        missing = List.copyOf(missing);
        changed = List.copyOf(changed);
        extra = List.copyOf(extra);
    }

    /// @param same whether a wanted entry (first) needs nothing when another (second) was found
    public static Diff between(
            Map<Network, Entry> wanted, Map<Network, Entry> held, BiPredicate<Entry, Entry> same) {
        var missing = new ArrayList<Entry>();
        var changed = new ArrayList<Entry>();
        var extra = new ArrayList<Network>();
        for (var entry : wanted.values()) {
            var found = held.get(entry.network());
            if (found == null) {
                missing.add(entry);
            } else if (!same.test(entry, found)) {
                changed.add(entry);
            }
        }
        for (var network : held.keySet()) {
            if (!wanted.containsKey(network)) {
                extra.add(network);
            }
        }
        return new Diff(missing, changed, extra);
    }

    public boolean isEmpty() {
        return missing.isEmpty() && changed.isEmpty() && extra.isEmpty();
    }

    /// Does to a map what is to be done to the host.
    public void applyTo(Map<Network, Entry> held) {
        extra.forEach(held::remove);
        missing.forEach(entry -> held.put(entry.network(), entry));
        changed.forEach(entry -> held.put(entry.network(), entry));
    }
}
