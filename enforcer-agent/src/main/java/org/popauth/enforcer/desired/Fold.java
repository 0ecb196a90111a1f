package org.popauth.enforcer.desired;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;

/// The last decision of each measure and client. Of two the higher revision counts, whatever the
/// order of their arrival; simulated ones count for nothing. Not thread-safe.
public final class Fold {

    private final Map<Measure, Map<Client, Folded>> folded = new EnumMap<>(Measure.class);
    private final int entriesMax;
    private long refused;

    /// @param entriesMax the most decisions that are kept
    public Fold(int entriesMax) {
        this.entriesMax = entriesMax;
        for (var measure : Measure.values()) {
            folded.put(measure, new HashMap<>());
        }
    }

    /// Takes a decision.
    ///
    /// @return true when it changed something
    public boolean accept(Decision decision) {
        if (decision.simulated()) {
            return false;
        }
        var clients = of(decision.measure());
        var before = clients.get(decision.client());
        if (before != null && before.revision() >= decision.revision()) {
            return false;
        }
        if (before == null && decision instanceof Decision.Made && size() >= entriesMax) {
            refused++;
            return false;
        }
        clients.put(decision.client(), Folded.of(decision));
        return true;
    }

    /// The key is over and forgotten: a record without a value.
    ///
    /// @return true when it changed something
    public boolean forget(Measure measure, Client client) {
        return of(measure).remove(client) != null;
    }

    /// Drops what is over since before the instant, so that memory does not grow for ever.
    public void prune(Instant before) {
        folded.values().forEach(map -> map.values().removeIf(it -> it.over().isBefore(before)));
    }

    public @Nullable Folded last(Measure measure, Client client) {
        return of(measure).get(client);
    }

    public Collection<Folded> all(Measure measure) {
        return Collections.unmodifiableCollection(of(measure).values());
    }

    public int size() {
        return folded.values().stream().mapToInt(Map::size).sum();
    }

    /// How many decisions were not taken because the limit was reached.
    public long refused() {
        return refused;
    }

    private Map<Client, Folded> of(Measure measure) {
        var clients = folded.get(measure);
        if (clients == null) {
            throw new IllegalStateException("no map for measure " + measure);
        }
        return clients;
    }
}
