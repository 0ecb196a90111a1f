package org.popauth.decision.store;

import io.quarkus.hibernate.orm.PersistenceUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.popauth.decision.policy.ClientState;
import org.popauth.events.Client;
import org.popauth.events.EventId;

/// The two round trips of a transaction to the database: one for all that it needs to know, one for
/// all that it writes.
@ApplicationScoped
public class RoundTrips {

    private final EntityManager database;
    private final Revisions revisions;

    RoundTrips(@PersistenceUnit("decision") EntityManager database, Revisions revisions) {
        this.database = database;
        this.revisions = revisions;
    }

    /// Locks and loads what a batch of these partitions, sources and clients is judged by. It is
    /// the first thing that a transaction does: partitions are locked before clients, each in one
    /// order for everybody.
    public Loaded load(
            Collection<TopicPartition> partitions,
            Collection<Source> sources,
            Collection<Client> clients) {
        var next = new HashMap<TopicPartition, Long>();
        var counted = new HashMap<Source, EventId>();
        var states = new HashMap<Client, ClientState>();
        clients.forEach(client -> states.put(client, ClientState.UNKNOWN));
        var allowed = new ArrayList<AllowList.Entry>();
        var drawn = new ArrayDeque<Long>();
        var together = new Together();
        Consumed.lock(together, partitions);
        Positions.read(together, sources);
        Clients.lock(together, clients);
        AllowList.read(together);
        Revisions.draw(together);
        together.read(
                database,
                results -> {
                    results.next(row -> Consumed.read(row, next));
                    results.next(row -> Positions.read(row, counted));
                    results.next(row -> Clients.read(row, states));
                    results.next(row -> allowed.add(AllowList.entry(row)));
                    results.next(row -> drawn.add(row.getLong(1)));
                });
        return new Loaded(
                next, counted, states, List.copyOf(allowed), revisions.startingWith(drawn));
    }

    /// What the current transaction is going to write.
    public Writes writes() {
        return new Writes(database);
    }
}
