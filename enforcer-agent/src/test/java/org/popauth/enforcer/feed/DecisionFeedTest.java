package org.popauth.enforcer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.outgoing.Outgoing;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import org.popauth.events.Topics;

@Timeout(30)
class DecisionFeedTest {

    private static final TopicPartition FIRST = new TopicPartition(Topics.DECISIONS.name(), 0);
    private static final TopicPartition SECOND = new TopicPartition(Topics.DECISIONS.name(), 1);

    private final Board board = new Board(1_000);
    private final Queue<Consumer<byte[], byte[]>> consumers = new ArrayDeque<>();
    private final DecisionFeed feed =
            new DecisionFeed(
                    consumers::remove,
                    "192.0.2.1:9092",
                    board,
                    AgentClock.fixedAt(START),
                    new Outgoing(Map.of("bootstrap.servers", "192.0.2.1:9092")));

    @AfterEach
    void stop() {
        feed.stop();
    }

    @Test
    void nothingIsLostWhenTheBrokerGoesWhileAnswering() {
        // Given
        var asked = new AtomicInteger();
        consumers.add(
                new Answering(Map.of(FIRST, 1L, SECOND, 1L)) {
                    @Override
                    public long position(TopicPartition partition, Duration within) {
                        if (asked.incrementAndGet() == 2) {
                            throw new TimeoutException("no leader");
                        }
                        return super.position(partition, within);
                    }
                });
        consumers.add(new Answering(Map.of(FIRST, 1L, SECOND, 1L)));

        // When
        follow();

        // Then
        await().untilAsserted(() -> assertThat(board.isCaughtUp()).isTrue());
        assertThat(board.all(Measure.DROP).get(client(FIRST, 0))).isNotNull();
        assertThat(board.all(Measure.DROP).get(client(SECOND, 0))).isNotNull();
    }

    @Test
    void readingGoesOnAfterAnErrorOfItsOwn() {
        // Given
        var asked = new AtomicInteger();
        consumers.add(
                new Answering(Map.of(FIRST, 1L)) {
                    @Override
                    public long position(TopicPartition partition, Duration within) {
                        if (asked.incrementAndGet() == 1) {
                            throw new IllegalStateException("a mistake");
                        }
                        return super.position(partition, within);
                    }
                });
        consumers.add(new Answering(Map.of(FIRST, 1L)));

        // When
        follow();

        // Then
        await().untilAsserted(() -> assertThat(board.isCaughtUp()).isTrue());
        assertThat(feed.trouble()).isNull();
    }

    @Test
    void nothingIsKnownBeforeAllIsRead() {
        // Given
        var consumer = new Answering(Map.of(FIRST, 2L));
        var arrived = new AtomicLong(1);
        consumer.upTo(arrived);
        consumers.add(consumer);

        // When
        follow();

        // Then
        await().until(() -> board.all(Measure.DROP).get(client(FIRST, 0)) != null);
        await().during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(board.isReliable(START)).isFalse());
        arrived.set(2);
        await().untilAsserted(() -> assertThat(board.isReliable(START)).isTrue());
    }

    private void follow() {
        Thread.ofPlatform().daemon().start(feed);
    }

    /// Each record is of another client.
    private static Client client(TopicPartition partition, long offset) {
        return Client.parse("203.0.113." + (10 * partition.partition() + offset));
    }

    /// A broker with so many records in each partition.
    private static class Answering extends MockConsumer<byte[], byte[]> {

        private final Map<TopicPartition, Long> records;
        private AtomicLong arrived = new AtomicLong(Long.MAX_VALUE);

        Answering(Map<TopicPartition, Long> records) {
            super("earliest");
            this.records = records;
            var node = new Node(1, "192.0.2.1", 9092);
            updatePartitions(
                    Topics.DECISIONS.name(),
                    records.keySet().stream().map(it -> info(it, node)).toList());
            records.forEach((partition, end) -> updateBeginningOffsets(Map.of(partition, 0L)));
            updateEndOffsets(records);
        }

        private static PartitionInfo info(TopicPartition it, Node node) {
            var nodes = new Node[] {node};
            return new PartitionInfo(it.topic(), it.partition(), node, nodes, nodes);
        }

        /// No more of each partition arrives for now.
        void upTo(AtomicLong offset) {
            arrived = offset;
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration wait) {
            records.forEach(this::add);
            return super.poll(wait);
        }

        private void add(TopicPartition partition, long end) {
            long from = super.position(partition, Duration.ZERO);
            for (long offset = from; offset < Math.min(end, arrived.get()); offset++) {
                addRecord(record(partition, offset));
            }
        }

        private static ConsumerRecord<byte[], byte[]> record(
                TopicPartition partition, long offset) {
            var client = client(partition, offset).toString();
            var decision = made(Measure.DROP, client, offset + 1, START, Duration.ofHours(1));
            return new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    offset,
                    ("drop/" + client).getBytes(UTF_8),
                    Topics.DECISIONS.encode(decision));
        }
    }
}
