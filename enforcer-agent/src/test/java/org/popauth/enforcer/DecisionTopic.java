package org.popauth.enforcer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.Enforcement;
import org.popauth.events.Topics;

/// The other services, as the agent sees them: writes decisions, reads enforcements.
final class DecisionTopic implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Enforcement> enforcements = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();

    DecisionTopic(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.GROUP_ID_CONFIG,
                                "test-" + UUID.randomUUID(),
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.ENFORCEMENTS.name(), Topics.DECISIONS.deadLetters()));
    }

    RecordMetadata publish(Decision decision) {
        return send(decision.key(), Topics.DECISIONS.encode(decision));
    }

    void publishRaw(String key, String value) {
        send(key, value.getBytes(UTF_8));
    }

    void publishTombstone(String key) {
        send(key, null);
    }

    private RecordMetadata send(String key, byte @Nullable [] value) {
        try {
            return producer.send(
                            new ProducerRecord<>(
                                    Topics.DECISIONS.name(), key.getBytes(UTF_8), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot publish " + key, e);
        }
    }

    List<Enforcement> enforcements() {
        poll();
        return List.copyOf(enforcements);
    }

    List<String> deadLetters() {
        poll();
        return List.copyOf(deadLetters);
    }

    private void poll() {
        for (var it : consumer.poll(Duration.ofMillis(100))) {
            if (it.topic().equals(Topics.ENFORCEMENTS.name())) {
                var decoded = Topics.ENFORCEMENTS.decode(it.value());
                if (decoded instanceof Decoded.Value<Enforcement>(var enforcement)) {
                    enforcements.add(enforcement);
                }
            } else {
                deadLetters.add(new String(it.value(), UTF_8));
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
