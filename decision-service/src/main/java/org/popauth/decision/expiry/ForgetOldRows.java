package org.popauth.decision.expiry;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.popauth.decision.config.DecisionConfig;
import org.popauth.decision.store.BreakerTallies;
import org.popauth.decision.store.Clients;
import org.popauth.decision.store.HandledOrders;
import org.popauth.decision.store.History;
import org.popauth.decision.store.RecentEvents;
import org.popauth.decision.store.Schema;

/// Deletes what nobody wrote to for long, by the wall clock.
@ApplicationScoped
class ForgetOldRows {

    private final Schema schema;
    private final DecisionConfig config;
    private final History history;
    private final RecentEvents events;
    private final HandledOrders orders;
    private final BreakerTallies tallies;
    private final Clients clients;

    ForgetOldRows(
            Schema schema,
            DecisionConfig config,
            History history,
            RecentEvents events,
            HandledOrders orders,
            BreakerTallies tallies,
            Clients clients) {
        this.schema = schema;
        this.config = config;
        this.history = history;
        this.events = events;
        this.orders = orders;
        this.tallies = tallies;
        this.clients = clients;
    }

    @Scheduled(
            every = "1h",
            delayed = "10m",
            identity = "decision-retention",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void forget() {
        if (!schema.isReady()) {
            return;
        }
        try {
            long rows = QuarkusTransaction.requiringNew().call(this::forgetHere);
            Log.debugf("forgot old rows=%d", rows);
        } catch (RuntimeException e) {
            Log.debug("old rows are forgotten later", e);
        }
    }

    private long forgetHere() {
        var old = Instant.now().minus(config.retention().history());
        return history.forgetWrittenBefore(old)
                + events.forgetWrittenBefore(old)
                + orders.forgetWrittenBefore(old)
                + tallies.forgetWrittenBefore(old)
                + clients.forgetUntouchedSince(
                        Instant.now().minus(config.retention().idleClients()));
    }
}
