package org.popauth.report.projection;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.popauth.report.broker.BrokerUnavailable;
import org.popauth.report.broker.KafkaClients;

/// One connection to the broker, from its opening until it breaks or is no longer wanted.
///
/// It reads all partitions, without a consumer group: the read model knows how far it is, and after
/// a crash nobody waits until a group has noticed.
@ApplicationScoped
class Reader {

    private static final Duration POLL_MAX = Duration.ofMillis(250);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(4);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private final Offsets offsets;
    private final Projections projections;
    private final ReadingState state;

    Reader(KafkaClients clients, Offsets offsets, Projections projections, ReadingState state) {
        this.clients = clients;
        this.offsets = offsets;
        this.projections = projections;
        this.state = state;
    }

    /// Reads until it is told to stop.
    ///
    /// @throws BrokerUnavailable when the broker is away
    /// @throws org.popauth.report.store.StoreUnavailable when the database is away
    void readUntil(BooleanSupplier stopped) {
        try {
            read(stopped);
        } catch (KafkaException e) {
            throw new BrokerUnavailable(clients.servers(), e);
        }
    }

    private void read(BooleanSupplier stopped) {
        try (var consumer = clients.consumer()) {
            long lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
            while (!stopped.getAsBoolean()) {
                if (System.nanoTime() - lookedAt >= LOOK_EVERY.toNanos()) {
                    lookAtBroker(consumer);
                    lookedAt = System.nanoTime();
                }
                var batch = consumer.poll(POLL_MAX);
                if (!batch.isEmpty()) {
                    projections.store(batch);
                }
            }
        }
    }

    /// A consumer whose broker is away just gets nothing; so ask for something that must be there.
    private void lookAtBroker(KafkaConsumer<byte[], byte[]> consumer) {
        var found = consumer.listTopics(ANSWER_MAX);
        var missing = new ArrayList<>(Translation.topics());
        missing.removeAll(found.keySet());
        if (!missing.isEmpty()) {
            throw new KafkaException("there are no topics named " + missing);
        }
        var partitions =
                Translation.topics().stream()
                        .flatMap(topic -> found.getOrDefault(topic, List.of()).stream())
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .collect(Collectors.toSet());
        if (!partitions.equals(consumer.assignment())) {
            begin(consumer, partitions);
        }
        state.behind(
                partitions.stream().mapToLong(one -> consumer.currentLag(one).orElse(0L)).sum());
        if (state.working()) {
            Log.infof("the topics are being read: %s", Translation.topics());
        }
    }

    /// Begins where the read model ends.
    private void begin(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        consumer.assign(partitions);
        var stored = offsets.stored();
        for (var partition : partitions) {
            var next = stored.get(partition);
            if (next == null) {
                consumer.seekToBeginning(Set.of(partition));
            } else {
                consumer.seek(partition, next);
            }
        }
    }
}
