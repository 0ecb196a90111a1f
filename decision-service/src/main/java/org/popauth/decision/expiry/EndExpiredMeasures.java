package org.popauth.decision.expiry;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.popauth.decision.config.DecisionClock;
import org.popauth.decision.store.Clients;
import org.popauth.decision.store.CurrentDecisions;
import org.popauth.decision.store.Outbox;
import org.popauth.decision.store.Revisions;
import org.popauth.decision.store.RoundTrips;
import org.popauth.decision.store.Schema;
import org.popauth.events.Topics;

/// Publishes an empty value for each key that is over, so that the topic forgets it.
@ApplicationScoped
class EndExpiredMeasures {

    private static final int CLIENTS_AT_ONCE = 200;

    private final Schema schema;
    private final DecisionClock clock;
    private final RoundTrips trips;
    private final Clients clients;
    private final CurrentDecisions current;
    private final Outbox outbox;
    private final Revisions revisions;

    EndExpiredMeasures(
            Schema schema,
            DecisionClock clock,
            RoundTrips trips,
            Clients clients,
            CurrentDecisions current,
            Outbox outbox,
            Revisions revisions) {
        this.schema = schema;
        this.clock = clock;
        this.trips = trips;
        this.clients = clients;
        this.current = current;
        this.outbox = outbox;
        this.revisions = revisions;
    }

    @Scheduled(
            every = "${decision.expiry.every:5s}",
            identity = "decision-expiry",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void end() {
        try {
            boolean more = schema.isReady();
            while (more) {
                more = endSome() > 0;
            }
        } catch (RuntimeException e) {
            Log.debug("measures are ended later", e);
        }
    }

    private int endSome() {
        return QuarkusTransaction.requiringNew().call(this::endSomeHere);
    }

    /// Locks the clients first: a decision made meanwhile for the same key gets a larger number.
    private int endSomeHere() {
        var now = clock.now();
        var over = current.clientsWithOver(now, CLIENTS_AT_ONCE);
        clients.lock(over);
        var keys = current.removeOver(over, now);
        var numbers = revisions.forThisTransaction();
        var writes = trips.writes();
        for (var key : keys) {
            outbox.add(
                    writes,
                    new Outbox.Message(
                            numbers.getAsLong(),
                            Topics.DECISIONS.name(),
                            key.getBytes(StandardCharsets.UTF_8),
                            null,
                            Map.of()));
        }
        writes.send();
        return keys.size();
    }
}
