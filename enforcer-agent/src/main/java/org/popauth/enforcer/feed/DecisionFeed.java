package org.popauth.enforcer.feed;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.outgoing.Outgoing;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.events.Topics;

/// Reads all partitions of `decisions`, from the beginning at each start, and follows them. It
/// belongs to no group and commits nothing: every agent sees everything. While the broker is away
/// it waits, and what holds stays.
public final class DecisionFeed implements Runnable {

    private static final Duration POLL = Duration.ofSeconds(2);

    private static final Duration POLL_AT_START = Duration.ofMillis(100);

    /// How long the broker may wait before it says that there is nothing new; what is new it says
    /// at once. It answers nothing else meanwhile.
    private static final Duration NOTHING_NEW_AFTER = Duration.ofSeconds(2);

    /// What is read at once dies young: more would outlive a collection of the agent's small young
    /// generation and fill the old one, which takes seconds to collect while a million are read.
    private static final int FETCH_BYTES_MAX = 500_000;

    private static final int RECORDS_MAX = 250;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(30);
    private static final Duration BACK_OFF_MIN = Duration.ofMillis(200);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String brokers;
    private final Board board;
    private final AgentClock clock;
    private final Intake intake;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private @Nullable Ends awaited;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private Duration backOff = BACK_OFF_MIN;
    private volatile @Nullable String trouble = "the decisions have not been read yet";

    /// @param kafka how to reach the broker
    public DecisionFeed(
            Map<String, Object> kafka, Board board, AgentClock clock, Outgoing outgoing) {
        this(
                consumers(kafka),
                String.valueOf(kafka.get("bootstrap.servers")),
                board,
                clock,
                outgoing);
    }

    /// @param brokers what a message calls them
    DecisionFeed(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String brokers,
            Board board,
            AgentClock clock,
            Outgoing outgoing) {
        this.consumers = consumers;
        this.brokers = brokers;
        this.board = board;
        this.clock = clock;
        this.intake = new Intake(outgoing);
    }

    private static Supplier<Consumer<byte[], byte[]>> consumers(Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "popauth-agent-decisions");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) NOTHING_NEW_AFTER.toMillis());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_MAX);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_MAX / 4);
        // Nobody asks the client for its own figures; gathering them takes memory and time.
        settings.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return () -> new KafkaConsumer<>(settings);
    }

    /// How far the partitions went.
    ///
    /// @param at when, or shortly before
    private record Ends(Map<TopicPartition, Long> offsets, Instant at) {}

    /// What keeps it from reading, in words; null when it reads.
    public @Nullable String trouble() {
        return trouble;
    }

    /// How many records could not be read, and went to dead letters.
    public long malformed() {
        return intake.malformed();
    }

    /// How many records were of a type that this version does not know.
    public long unknownTypes() {
        return intake.unknownTypes();
    }

    /// Makes [#run()] return.
    public void stop() {
        stopped.countDown();
        var current = reading;
        if (current != null) {
            current.wakeup();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /// Reads until stopped.
    @Override
    public void run() {
        while (!isStopped()) {
            try (var consumer = consumers.get()) {
                reading = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                Log.debug("stopping");
            } catch (KafkaException e) {
                pause("the broker at " + brokers + " does not answer: " + e.getMessage());
            } catch (RuntimeException e) {
                Log.error("cannot take decisions", e);
                pause("an error of the agent itself: " + e);
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        var partitions = assign(consumer);
        if (partitions.isEmpty()) {
            return;
        }
        awaited = ends(consumer, partitions);
        arrived();
        long nextCheck = System.nanoTime() + CHECK_EVERY.toNanos();
        long nextCount = System.nanoTime() + COUNT_EVERY.toNanos();
        while (!isStopped()) {
            poll(consumer, partitions);
            if (System.nanoTime() - nextCheck > 0) {
                check(consumer, partitions);
                nextCheck = System.nanoTime() + CHECK_EVERY.toNanos();
            }
            if (System.nanoTime() - nextCount > 0) {
                if (arePartitionsAdded(consumer, partitions)) {
                    return;
                }
                nextCount = System.nanoTime() + COUNT_EVERY.toNanos();
            }
            noteWhatIsKnown();
        }
    }

    /// Asks how far the partitions go, also because a consumer does not tell that its broker is
    /// away. What is still awaited is not given up for more, or a backlog that grows would be
    /// waited for for ever.
    private void check(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        var ends = ends(consumer, partitions);
        if (awaited == null) {
            awaited = ends;
        }
    }

    /// What was known to the broker at an instant is known here once all of it was read.
    private void noteWhatIsKnown() {
        var ends = awaited;
        if (ends == null || !isAt(ends.offsets())) {
            return;
        }
        board.known(ends.at());
        awaited = null;
        if (!board.isCaughtUp()) {
            Log.info("all decisions that were made before the start are read; enforcing begins");
            board.caughtUp();
        }
    }

    /// @return empty when the topic is not there yet
    private List<TopicPartition> assign(Consumer<byte[], byte[]> consumer) {
        var partitions = new ArrayList<TopicPartition>();
        for (var info : consumer.partitionsFor(Topics.DECISIONS.name(), ANSWER_WITHIN)) {
            partitions.add(new TopicPartition(info.topic(), info.partition()));
        }
        if (partitions.isEmpty()) {
            pause("topic " + Topics.DECISIONS.name() + " is not there yet");
            return partitions;
        }
        consumer.assign(partitions);
        for (var partition : partitions) {
            var position = positions.get(partition);
            if (position == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, position);
            }
        }
        return partitions;
    }

    private void poll(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        var records = consumer.poll(board.isCaughtUp() ? POLL : POLL_AT_START);
        var next = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            next.put(partition, consumer.position(partition, ANSWER_WITHIN));
        }
        if (!next.equals(positions)) {
            var read = new HashMap<Integer, Long>();
            next.forEach((partition, at) -> read.put(partition.partition(), at));
            board.take(batch -> intake.read(records, batch), read);
            // Not sooner: what was not taken is read again.
            positions.putAll(next);
        }
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(it -> positions.getOrDefault(it.getKey(), -1L) >= it.getValue());
    }

    private Ends ends(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        var at = clock.now();
        return new Ends(consumer.endOffsets(partitions, ANSWER_WITHIN), at);
    }

    private static boolean arePartitionsAdded(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        var known = consumer.partitionsFor(Topics.DECISIONS.name(), ANSWER_WITHIN);
        return known.size() != partitions.size();
    }

    private void arrived() {
        if (trouble != null) {
            Log.infof("reading topic=%s", Topics.DECISIONS.name());
        }
        trouble = null;
        backOff = BACK_OFF_MIN;
    }

    private void pause(String why) {
        if (!why.equals(trouble)) {
            Log.warnf("%s; what holds stays, trying again", why);
        }
        trouble = why;
        try {
            stopped.await(backOff.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
        backOff = backOff.multipliedBy(2);
        if (backOff.compareTo(BACK_OFF_MAX) > 0) {
            backOff = BACK_OFF_MAX;
        }
    }
}
