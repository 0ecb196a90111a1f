package org.popauth.ingest.topic;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.popauth.ingest.source.SourceSetup;
import org.popauth.ingest.source.SourceSpec;
import org.popauth.maillog.MailLogSettings;

/// Takes over partitions where the group has left them, and hands them over. Used by the thread of
/// the consumer alone.
final class Assignment implements ConsumerRebalanceListener {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final Duration LAST_COMMIT_MAX = Duration.ofSeconds(1);

    private final SourceSpec.Topic spec;
    private final SourceSetup setup;
    private final MailLogSettings mailLog;
    private final Intakes intakes;
    private final Partitions partitions;
    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;

    Assignment(
            SourceSpec.Topic spec,
            SourceSetup setup,
            MailLogSettings mailLog,
            Intakes intakes,
            Partitions partitions,
            Consumer<byte[], byte[]> consumer,
            Admin admin) {
        this.spec = spec;
        this.setup = setup;
        this.mailLog = mailLog;
        this.intakes = intakes;
        this.partitions = partitions;
        this.consumer = consumer;
        this.admin = admin;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        var id = topicId();
        var committed = consumer.committed(everyPartition(), ANSWER_MAX);
        boolean known = committed.values().stream().anyMatch(place -> place != null);
        for (var partition : assigned) {
            var place = committed.get(partition);
            open(partition, place == null ? first(partition, id, known) : Place.of(place, id), id);
        }
        consumer.commitSync(partitions.places(), ANSWER_MAX);
        Log.infof("reading source=%s topic=%s partitions=%s", spec.name(), spec.topic(), assigned);
    }

    /// A partition that was added later is read from its beginning in any case.
    private Place first(TopicPartition partition, Uuid id, boolean known) {
        return Place.at(id, spec.fromEnd() && !known ? end(partition) : beginning(partition));
    }

    private void open(TopicPartition partition, Place place, Uuid id) {
        boolean isSame = place.topic().equals(id);
        if (!isSame) {
            Log.warnf("the topic was made anew source=%s partition=%s", spec.name(), partition);
        }
        begin(partition, isSame ? place : Place.at(id, beginning(partition)));
    }

    private void begin(TopicPartition partition, Place place) {
        var source = spec.id() + "/" + partition.partition() + "@" + place.topic();
        var prefix = intakes.prefix(place.mark());
        var logs = new HostLogs(mailLog, source);
        var intake = intakes.intake(source, prefix);
        consumer.seek(partition, place.mark().resume().offset());
        partitions.put(
                partition, new PartitionLines(place, prefix, intake, logs, setup.lineBytesMax()));
    }

    /// The lines at the place where reading is to go on are not there: they were deleted before
    /// they were read, or the partition has lost its end. Those that were only to be read again may
    /// be missing.
    void outOfRange(Map<TopicPartition, Long> wanted) {
        var id = topicId();
        wanted.forEach(
                (partition, offset) -> {
                    long beginning = beginning(partition);
                    var mark = partitions.get(partition).place().mark();
                    if (offset < beginning && beginning <= mark.acknowledged().offset()) {
                        begin(partition, Place.at(id, beginning, mark.acknowledged()));
                        return;
                    }
                    long next = offset < beginning ? beginning : end(partition);
                    Log.warnf(
                            "lines may be lost: partition %s no longer has offset %d, going on at"
                                    + " %d source=%s",
                            partition, offset, next, spec.name());
                    setup.counters().filesLost.increment();
                    begin(partition, Place.at(id, next));
                });
    }

    private long beginning(TopicPartition partition) {
        return offset(consumer.beginningOffsets(Set.of(partition), ANSWER_MAX), partition);
    }

    private long end(TopicPartition partition) {
        return offset(consumer.endOffsets(Set.of(partition), ANSWER_MAX), partition);
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        var offset = offsets.get(partition);
        if (offset == null) {
            throw new KafkaException("the broker tells no offset of " + partition);
        }
        return offset;
    }

    private Set<TopicPartition> everyPartition() {
        return consumer.partitionsFor(spec.topic(), ANSWER_MAX).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .collect(Collectors.toSet());
    }

    private Uuid topicId() {
        try {
            return admin.describeTopics(List.of(spec.topic()))
                    .allTopicNames()
                    .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .iterator()
                    .next()
                    .topicId();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot describe topic " + spec.topic() + ": " + e, e);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        try {
            partitions.awaitAll(LAST_COMMIT_MAX.toMillis());
            commit(revoked);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            revoked.forEach(partitions::remove);
        }
    }

    /// What cannot be committed is read again by whoever comes next, under the same ids.
    private void commit(Collection<TopicPartition> some) {
        Map<TopicPartition, OffsetAndMetadata> places = partitions.places();
        places.keySet().retainAll(new HashSet<>(some));
        try {
            consumer.commitSync(places, LAST_COMMIT_MAX);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            Log.warnf("cannot commit source=%s: %s", spec.name(), e.getMessage());
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        Log.warnf("partitions went to another member source=%s %s", spec.name(), lost);
        lost.forEach(partitions::remove);
    }
}
