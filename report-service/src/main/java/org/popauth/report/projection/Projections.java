package org.popauth.report.projection;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.popauth.report.readmodel.Write;
import org.popauth.report.store.Store;
import org.popauth.report.store.StoreUnavailable;

/// Stores what records change, together with how far they have been read.
@ApplicationScoped
class Projections {

    private final Store store;
    private final DeadLetters deadLetters;
    private final ReadingState state;

    Projections(Store store, DeadLetters deadLetters, ReadingState state) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.state = state;
    }

    /// Stores a batch in one transaction. When the database refuses a value in it, every record has
    /// its own transaction, and those that are refused go to dead letters.
    ///
    /// @throws StoreUnavailable when the database is away
    void store(ConsumerRecords<byte[], byte[]> batch) {
        var writes = new ArrayList<Write>();
        for (var one : batch) {
            writes.addAll(translate(one));
        }
        for (var partition : batch.partitions()) {
            writes.add(Offsets.moved(partition, batch.records(partition).getLast().offset() + 1));
        }
        try {
            store.write(writes);
        } catch (StoreUnavailable e) {
            if (!e.isBadData()) {
                throw e;
            }
            batch.forEach(this::storeAlone);
        }
    }

    private void storeAlone(ConsumerRecord<byte[], byte[]> one) {
        var moved =
                Offsets.moved(new TopicPartition(one.topic(), one.partition()), one.offset() + 1);
        var writes = new ArrayList<>(writes(one));
        writes.add(moved);
        try {
            store.write(writes);
        } catch (StoreUnavailable e) {
            if (!e.isBadData()) {
                throw e;
            }
            deadLetters.send(one, "cannot be stored: " + e.getMessage());
            state.counted(one.topic(), "refused", 1);
            store.write(List.of(moved));
        }
    }

    private static List<Write> writes(ConsumerRecord<byte[], byte[]> one) {
        return Translation.of(one.topic(), one.key(), one.value())
                        instanceof Translation.Writes(var writes)
                ? writes
                : List.of();
    }

    private List<Write> translate(ConsumerRecord<byte[], byte[]> one) {
        return switch (Translation.of(one.topic(), one.key(), one.value())) {
            case Translation.Writes(var writes) -> {
                state.counted(one.topic(), "stored", 1);
                yield writes;
            }
            case Translation.Unknown(var type) -> {
                Log.debugf("skipped a record of unknown type %s topic=%s", type, one.topic());
                state.counted(one.topic(), "unknown-type", 1);
                yield List.of();
            }
            case Translation.Unreadable(var reason) -> {
                deadLetters.send(one, reason);
                state.counted(one.topic(), "unreadable", 1);
                yield List.of();
            }
        };
    }
}
