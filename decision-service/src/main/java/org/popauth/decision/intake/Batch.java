package org.popauth.decision.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Records of one topic that are handled in one transaction.
///
/// @param records in the order of each partition
/// @param expected where each partition must be for this batch to be the next one
record Batch(List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> expected) {

    Batch {
        records = List.copyOf(records);
        expected = Map.copyOf(expected);
    }

    /// Where each partition is after this batch.
    Map<TopicPartition, Long> next() {
        var next = new HashMap<TopicPartition, Long>();
        records.forEach(record -> next.put(partition(record), record.offset() + 1));
        return next;
    }

    static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
