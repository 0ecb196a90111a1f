package org.popauth.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.popauth.events.Decoded;
import org.popauth.events.MailEvent;
import org.popauth.events.Topics;

/// Reads the topic of mail events from its beginning.
final class PublishedEvents implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<MailEvent> events = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    PublishedEvents(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        var partitions =
                consumer.partitionsFor(Topics.MAIL_EVENTS.name()).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// All events so far.
    List<MailEvent> read() {
        for (var message : consumer.poll(Duration.ofMillis(50))) {
            if (Topics.MAIL_EVENTS.decode(message.value())
                    instanceof Decoded.Value<MailEvent>(var event)) {
                events.add(event);
                keys.add(message.key());
            } else {
                throw new AssertionError("not a mail event");
            }
        }
        return events;
    }

    List<String> keys() {
        return keys;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
