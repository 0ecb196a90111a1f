package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Objects;

/// How far each partition was read: the authority, written with what came of the records.
@ApplicationScoped
public class Consumed implements PanacheRepositoryBase<ConsumedRow, PartitionKey> {

    /// The offset to read next; 0 for a partition that was never read.
    public long next(String topic, int partition) {
        return findByIdOptional(new PartitionKey(topic, partition))
                .map(row -> row.nextOffset)
                .orElse(0L);
    }

    /// Moves on, if the partition is where the reader believes it to be. Locks the partition until
    /// the transaction ends.
    ///
    /// @return false when another reader has taken over
    public boolean advance(String topic, int partition, long expected, long next) {
        var key = new PartitionKey(topic, partition);
        var row = findById(key, LockModeType.PESSIMISTIC_WRITE);
        if (Objects.requireNonNullElseGet(row, ConsumedRow::new).nextOffset != expected) {
            return false;
        }
        if (row == null) {
            row = new ConsumedRow();
            row.topic = topic;
            row.partition = partition;
            row.nextOffset = next;
            persistAndFlush(row);
        } else {
            row.nextOffset = next;
        }
        return true;
    }
}
