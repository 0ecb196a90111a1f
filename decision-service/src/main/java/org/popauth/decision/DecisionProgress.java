package org.popauth.decision;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.popauth.decision.store.Consumed;
import org.popauth.decision.store.Outbox;
import org.popauth.decision.store.Schema;

/// How far the service has come, for those who wait for it.
@ApplicationScoped
public class DecisionProgress {

    private final Schema schema;
    private final Consumed consumed;
    private final Outbox outbox;

    DecisionProgress(Schema schema, Consumed consumed, Outbox outbox) {
        this.schema = schema;
        this.consumed = consumed;
        this.outbox = outbox;
    }

    /// True when all records of a partition before an offset are in the database.
    public boolean hasHandled(String topic, int partition, long endOffset) {
        return endOffset == 0
                || (schema.isReady()
                        && QuarkusTransaction.requiringNew()
                                .call(() -> consumed.next(topic, partition) >= endOffset));
    }

    /// True when everything decided was published.
    public boolean outboxIsEmpty() {
        return schema.isReady()
                && QuarkusTransaction.requiringNew().call(() -> outbox.count() == 0);
    }
}
