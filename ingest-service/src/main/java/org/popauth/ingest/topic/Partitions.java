package org.popauth.ingest.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.popauth.ingest.progress.InFlight;

/// The partitions that this member of the group reads now.
final class Partitions implements InFlight {

    private static final long WAIT_MILLIS = 10;

    private final Map<TopicPartition, PartitionLines> open = new ConcurrentHashMap<>();

    PartitionLines get(TopicPartition partition) {
        var lines = open.get(partition);
        if (lines == null) {
            throw new IllegalStateException("not assigned: " + partition);
        }
        return lines;
    }

    void put(TopicPartition partition, PartitionLines lines) {
        open.put(partition, lines);
    }

    void remove(TopicPartition partition) {
        open.remove(partition);
    }

    /// What is to be committed now.
    Map<TopicPartition, OffsetAndMetadata> places() {
        var places = new HashMap<TopicPartition, OffsetAndMetadata>();
        open.forEach((partition, lines) -> places.put(partition, lines.place().committed()));
        return places;
    }

    @Override
    public int inFlight() {
        return open.values().stream().mapToInt(lines -> lines.prefix().inFlight()).sum();
    }

    @Override
    public long oldestNanos(long nowNanos) {
        return open.values().stream()
                .map(PartitionLines::prefix)
                .mapToLong(prefix -> prefix.oldestNanos(nowNanos))
                .max()
                .orElse(0);
    }

    @Override
    public void awaitAll() throws InterruptedException {
        for (var prefix : open.values().stream().map(PartitionLines::prefix).toList()) {
            prefix.awaitAll();
        }
    }

    /// Waits a little for the events on their way.
    void awaitAll(long millisMax) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
        for (var prefix : open.values().stream().map(PartitionLines::prefix).toList()) {
            boolean all = false;
            while (!all && System.nanoTime() < end) {
                all = prefix.awaitSome(WAIT_MILLIS);
            }
        }
    }
}
