package org.popauth.decision.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.TopicPartition;
import org.popauth.decision.store.Consumed;

/// Where partitions are to be read from, as the database says.
@ApplicationScoped
class StoredOffsets implements TopicReader.Offsets {

    private final Consumed consumed;

    StoredOffsets(Consumed consumed) {
        this.consumed = consumed;
    }

    @Override
    public long next(TopicPartition partition) {
        return QuarkusTransaction.requiringNew()
                .call(() -> consumed.next(partition.topic(), partition.partition()));
    }
}
