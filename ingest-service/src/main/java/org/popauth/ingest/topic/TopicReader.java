package org.popauth.ingest.topic;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.progress.InFlight;
import org.popauth.ingest.publish.BrokerSettings;
import org.popauth.ingest.source.SourceReader;
import org.popauth.ingest.source.SourceSetup;
import org.popauth.ingest.source.SourceSpec;
import org.popauth.maillog.MailLogSettings;

/// Reads a topic of raw syslog lines as a member of a consumer group.
///
/// An event's id is the topic, the partition and the offset of its line, whoever reads it and
/// however often. The offset that the group commits is always one before which every event was
/// acknowledged; so a member that dies, or loses a partition, leaves nothing unread.
public final class TopicReader implements SourceReader {

    private static final Duration POLL_MAX = Duration.ofMillis(100);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 500;

    private final SourceSpec.Topic spec;
    private final SourceSetup setup;
    private final MailLogSettings mailLog;
    private final Intakes intakes;
    private final BrokerSettings broker;
    private final long commitNanos;
    private final Partitions partitions = new Partitions();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private long committedNanos;
    private volatile long behind;

    /// @param spec what to read
    /// @param mailLog how lines without a key are read
    /// @param commitEvery how often the group's offsets are committed, at most
    public TopicReader(
            SourceSpec.Topic spec,
            SourceSetup setup,
            MailLogSettings mailLog,
            Intakes intakes,
            BrokerSettings broker,
            Duration commitEvery) {
        this.spec = spec;
        this.setup = setup;
        this.mailLog = mailLog;
        this.intakes = intakes;
        this.broker = broker;
        this.commitNanos = commitEvery.toNanos();
    }

    /// The events of all partitions that are on their way.
    public InFlight inFlight() {
        return partitions;
    }

    /// How many records of its partitions were not read yet, as far as is known.
    public long behind() {
        return behind;
    }

    @Override
    public void read() throws IOException, InterruptedException {
        var bytes = new ByteArrayDeserializer();
        var settings = broker.consumer(spec.group(), spec.name());
        var consumer = new KafkaConsumer<>(settings, bytes, bytes);
        try (var admin = Admin.create(broker.admin())) {
            awaitTopic(consumer);
            follow(consumer, admin);
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw new IOException("cannot read topic " + spec.topic() + ": " + e.getMessage(), e);
        } finally {
            close(consumer);
        }
    }

    /// Kafka's own exception leaves the thread interrupted; then nothing could be committed.
    private static InterruptedException interrupted(InterruptException e) {
        var unused = Thread.interrupted();
        var interrupted = new InterruptedException("reading a topic was interrupted");
        interrupted.initCause(e);
        return interrupted;
    }

    private void close(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        try {
            consumer.close(CloseOptions.timeout(CLOSE_MAX));
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            Log.warnf("cannot leave the group source=%s: %s", spec.name(), e.getMessage());
        }
    }

    private void awaitTopic(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        while (!isThere(consumer)) {
            if (setup.status().waitingFor("topic " + spec.topic())) {
                Log.infof("waiting source=%s topic=%s", spec.name(), spec.topic());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isThere(Consumer<byte[], byte[]> consumer) {
        try {
            return !consumer.partitionsFor(spec.topic(), ANSWER_MAX).isEmpty();
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer, Admin admin)
            throws InterruptedException {
        var assignment = new Assignment(spec, setup, mailLog, intakes, partitions, consumer, admin);
        consumer.subscribe(List.of(spec.topic()), assignment);
        var unused = setup.status().reading();
        while (true) {
            var records = poll(consumer, assignment);
            for (var partition : records.partitions()) {
                partitions.get(partition).take(records.records(partition));
            }
            behind = lag(consumer);
            commit(consumer);
        }
    }

    private static ConsumerRecords<byte[], byte[]> poll(
            Consumer<byte[], byte[]> consumer, Assignment assignment) {
        try {
            return consumer.poll(POLL_MAX);
        } catch (OffsetOutOfRangeException e) {
            assignment.outOfRange(e.offsetOutOfRangePartitions());
            return ConsumerRecords.empty();
        }
    }

    private static long lag(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    private void commit(Consumer<byte[], byte[]> consumer) {
        long now = System.nanoTime();
        if (now - committedNanos < commitNanos) {
            return;
        }
        committedNanos = now;
        var places = partitions.places();
        if (!places.isEmpty() && !places.equals(committed)) {
            committed = places;
            consumer.commitAsync(places, this::committed);
        }
    }

    /// After a failure the next time commits them, or later ones.
    private void committed(
            Map<TopicPartition, OffsetAndMetadata> places, @Nullable Exception failure) {
        if (failure != null) {
            committed = Map.of();
            Log.debugf("cannot commit source=%s: %s", spec.name(), failure);
        }
    }
}
