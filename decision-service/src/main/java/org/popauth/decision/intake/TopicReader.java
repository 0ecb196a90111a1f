package org.popauth.decision.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Reads the assigned partitions from where the database says. Used by one thread.
final class TopicReader implements ConsumerRebalanceListener, AutoCloseable {

    /// Short, so that partitions are placed as soon as they are assigned.
    private static final Duration UNTIL_ASSIGNED = Duration.ofMillis(50);

    /// Not with each batch: the broker has decisions to hand on then.
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Offsets offsets;
    private final Map<TopicPartition, Long> expected = new HashMap<>();
    private final Set<TopicPartition> unplaced = new HashSet<>();
    private final Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();
    private long nextTellNanos = System.nanoTime();

    TopicReader(Consumer<byte[], byte[]> consumer, Offsets offsets) {
        this.consumer = consumer;
        this.offsets = offsets;
    }

    void subscribe(List<String> topics) {
        consumer.subscribe(topics, this);
    }

    /// The next records, by topic. Partitions that are new here are placed first, which needs the
    /// database.
    List<Batch> poll(Duration wait) {
        place();
        if (System.nanoTime() - nextTellNanos >= 0) {
            tellBroker();
        }
        var records = consumer.poll(expected.isEmpty() ? UNTIL_ASSIGNED : wait);
        var batches = new ArrayList<Batch>();
        for (var topic : topics(records)) {
            var ofTopic = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            records.records(topic).forEach(ofTopic::add);
            batches.add(batch(ofTopic));
        }
        return batches;
    }

    private static Set<String> topics(ConsumerRecords<?, ?> records) {
        var topics = new HashSet<String>();
        records.partitions().forEach(partition -> topics.add(partition.topic()));
        return topics;
    }

    private void place() {
        for (var partition : List.copyOf(unplaced)) {
            long next = offsets.next(partition);
            consumer.seek(partition, next);
            consumer.resume(Set.of(partition));
            expected.put(partition, next);
            unplaced.remove(partition);
        }
    }

    /// A batch of these records, as far as their partitions are still assigned.
    Batch batch(Collection<ConsumerRecord<byte[], byte[]>> records) {
        var mine =
                records.stream()
                        .filter(record -> expected.containsKey(Batch.partition(record)))
                        .toList();
        return new Batch(mine, expected);
    }

    /// Those of the records that are not in the database yet, in partitions still assigned.
    List<ConsumerRecord<byte[], byte[]>> unhandled(
            Collection<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(
                        record -> {
                            var from = expected.get(Batch.partition(record));
                            return from != null && record.offset() >= from;
                        })
                .toList();
    }

    /// The batch is in the database.
    void handled(Batch batch) {
        batch.next()
                .forEach(
                        (partition, next) -> {
                            expected.replace(partition, next);
                            untold.put(partition, at(next));
                        });
    }

    /// Gives the broker a copy of the offsets, for those who ask it how far this service is.
    private void tellBroker() {
        nextTellNanos = System.nanoTime() + TELL_EVERY.toNanos();
        if (!untold.isEmpty()) {
            consumer.commitAsync(Map.copyOf(untold), (committed, failure) -> {});
            untold.clear();
        }
    }

    private static OffsetAndMetadata at(long offset) {
        return new OffsetAndMetadata(offset);
    }

    /// Somebody else read on: looks again where these partitions are.
    void placeAgain(Batch batch) {
        var partitions = new HashSet<>(batch.next().keySet());
        partitions.retainAll(consumer.assignment());
        consumer.pause(partitions);
        unplaced.addAll(partitions);
    }

    /// Waits without reading, and stays a member of the group.
    void idle(Duration wait) {
        var running = new HashSet<>(consumer.assignment());
        running.removeAll(consumer.paused());
        consumer.pause(running);
        consumer.poll(wait);
        running.retainAll(consumer.assignment());
        running.removeAll(unplaced);
        consumer.resume(running);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        unplaced.addAll(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        tellBroker();
        partitions.forEach(expected::remove);
        unplaced.removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(untold::remove);
        onPartitionsRevoked(partitions);
    }

    @Override
    public void close() {
        consumer.close();
    }

    /// Where partitions are to be read from.
    @FunctionalInterface
    interface Offsets {
        /// The next offset of a partition.
        long next(TopicPartition partition);
    }
}
