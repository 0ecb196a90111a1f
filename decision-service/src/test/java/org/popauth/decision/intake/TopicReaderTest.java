package org.popauth.decision.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("mail-events", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final TopicReader reader = new TopicReader(consumer, partition -> 7);

    @BeforeEach
    void assign() {
        reader.subscribe(List.of(PARTITION.topic()));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(List.of(PARTITION));
        reader.onPartitionsAssigned(List.of(PARTITION));
        reader.poll(Duration.ZERO);
    }

    @Test
    void readingBeginsWhereTheDatabaseSays() {
        assertThat(consumer.position(PARTITION)).isEqualTo(7);
    }

    @Test
    void theBrokerIsNotToldOfEachBatch() {
        // When
        reader.handled(batch(7));
        reader.poll(Duration.ZERO);

        // Then
        assertThat(told()).isNull();
    }

    @Test
    void theBrokerIsToldSoon() {
        // When
        reader.handled(batch(7));
        reader.handled(batch(8));

        // Then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> {
                            reader.poll(Duration.ZERO);
                            assertThat(told()).isEqualTo(new OffsetAndMetadata(9));
                        });
    }

    @Test
    void theBrokerIsToldBeforeSomebodyElseReadsOn() {
        // Given
        reader.handled(batch(7));

        // When
        reader.onPartitionsRevoked(List.of(PARTITION));

        // Then
        assertThat(told()).isEqualTo(new OffsetAndMetadata(8));
    }

    @Test
    void nothingIsToldOfALostPartition() {
        // Given
        reader.handled(batch(7));

        // When
        reader.onPartitionsLost(List.of(PARTITION));

        // Then
        assertThat(told()).isNull();
    }

    private @Nullable OffsetAndMetadata told() {
        return consumer.committed(Set.of(PARTITION)).get(PARTITION);
    }

    private Batch batch(long offset) {
        return reader.batch(
                List.of(
                        new ConsumerRecord<>(
                                PARTITION.topic(),
                                PARTITION.partition(),
                                offset,
                                new byte[0],
                                new byte[0])));
    }
}
