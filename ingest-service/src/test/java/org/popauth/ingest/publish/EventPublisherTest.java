package org.popauth.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decoded;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.events.Topics;
import org.popauth.testsupport.TestBroker;

class EventPublisherTest {

    private final TestBroker broker = TestBroker.start();
    private final BrokerSettings settings =
            new BrokerSettings(Map.of("bootstrap.servers", broker.bootstrapServers()));
    private final AtomicInteger acknowledged = new AtomicInteger();

    @AfterEach
    void closeTheBroker() {
        broker.close();
    }

    private static MailEvent event(int number) {
        var address = Address.parse("192.0.2." + number % 200);
        return new MailEvent.LoginSucceeded(
                new EventId("test", 1, number),
                Instant.EPOCH,
                Instant.EPOCH,
                new MailHost("mx1"),
                Client.of(address),
                address,
                "dovecot",
                "line",
                "user" + number,
                "pop3",
                null);
    }

    private List<Long> published() {
        var offsets = new ArrayList<Long>();
        var bytes = new ByteArrayDeserializer();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()), bytes, bytes)) {
            for (var partition : consumer.partitionsFor(Topics.MAIL_EVENTS.name())) {
                var one = new TopicPartition(partition.topic(), partition.partition());
                consumer.assign(List.of(one));
                consumer.seekToBeginning(List.of(one));
                long end = consumer.endOffsets(List.of(one)).getOrDefault(one, 0L);
                var ofPartition = new ArrayList<Long>();
                while (consumer.position(one) < end) {
                    for (var message : consumer.poll(Duration.ofMillis(100))) {
                        ofPartition.add(offset(message.value()));
                    }
                }
                assertThat(ofPartition).isSorted();
                offsets.addAll(ofPartition);
            }
        }
        Collections.sort(offsets);
        return offsets;
    }

    private static long offset(byte[] value) {
        return Topics.MAIL_EVENTS.decode(value) instanceof Decoded.Value<MailEvent>(var event)
                ? event.id().offset()
                : -1;
    }

    private void publish(EventPublisher publisher, int from, int to) throws InterruptedException {
        for (int number = from; number < to; number++) {
            publisher.publish(event(number), acknowledged::incrementAndGet);
        }
    }

    /// As a source does: it is held back while the broker is away.
    private Thread publishInBackground(EventPublisher publisher, int from, int to) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                publish(publisher, from, to);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private static List<Long> numbers(int to) {
        return LongStream.range(0, to).boxed().toList();
    }

    @Test
    void eventsOutliveAnOutageOfTheBrokerInOrderAndOnce() throws Exception {
        try (var publisher = new EventPublisher(settings);
                var probe = new BrokerProbe(settings)) {
            publisher.start();
            // Given
            publish(publisher, 0, 100);
            await().until(() -> acknowledged.get() == 100);
            assertThat(probe.trouble()).isNull();
            // When
            broker.stop();
            var source = publishInBackground(publisher, 100, 200);
            await().atMost(Duration.ofSeconds(20)).until(() -> probe.trouble() != null);
            assertThat(acknowledged.get()).isEqualTo(100);
            broker.restart();
            // Then
            await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.get() == 200);
            source.join();
            assertThat(published()).isEqualTo(numbers(200));
        }
    }

    @Test
    void aBrokerThatIsAwayAtTheStartIsWaitedFor() throws Exception {
        // Given
        broker.stop();
        try (var publisher = new EventPublisher(settings)) {
            publisher.start();
            // When
            publish(publisher, 0, 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> publisher.trouble() != null);
            broker.restart();
            publish(publisher, 1, 20);
            // Then
            await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.get() == 20);
            assertThat(published()).isEqualTo(numbers(20));
            assertThat(publisher.trouble()).isNull();
        }
    }
}
