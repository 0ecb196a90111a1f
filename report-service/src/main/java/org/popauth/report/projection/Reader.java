package org.popauth.report.projection;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.popauth.report.broker.BrokerUnavailable;
import org.popauth.report.broker.KafkaClients;
import org.popauth.report.store.StoreUnavailable;

/// One connection to the broker, from its opening until it breaks or is no longer wanted.
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
    /// @throws StoreUnavailable when the database is away
    void readUntil(BooleanSupplier stopped) {
        try {
            read(stopped);
        } catch (KafkaException e) {
            if (e.getCause() instanceof StoreUnavailable store) {
                throw store;
            }
            throw new BrokerUnavailable(clients.servers(), e);
        }
    }

    private void read(BooleanSupplier stopped) {
        try (var consumer = clients.consumer()) {
            consumer.subscribe(Translation.topics(), new SeekToStored(consumer));
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
        var missing = new ArrayList<>(Translation.topics());
        missing.removeAll(consumer.listTopics(ANSWER_MAX).keySet());
        if (!missing.isEmpty()) {
            throw new KafkaException("there are no topics named " + missing);
        }
        long behind = 0;
        for (var partition : consumer.assignment()) {
            behind += consumer.currentLag(partition).orElse(0L);
        }
        state.behind(behind);
        if (state.working()) {
            Log.infof("the topics are being read: %s", Translation.topics());
        }
    }

    /// Begins where the read model ends, not where the broker thinks.
    private final class SeekToStored implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> consumer;

        SeekToStored(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            var stored = offsets.stored();
            for (var partition : partitions) {
                var next = stored.get(partition);
                if (next != null) {
                    consumer.seek(partition, next);
                }
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Log.debugf("no longer reading %s", partitions);
        }
    }
}
