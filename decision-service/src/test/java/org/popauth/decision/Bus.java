package org.popauth.decision;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.MailEvent;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Topics;

/// What a test sends to the topics and reads from them.
public final class Bus implements AutoCloseable {

    private final String broker;
    private final KafkaProducer<byte[], byte[]> producer;

    public Bus(String broker) {
        this.broker = broker;
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker, "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    public RecordMetadata send(MailEvent event) {
        return send(
                Topics.MAIL_EVENTS.name(),
                event.client().toString(),
                Topics.MAIL_EVENTS.encode(event));
    }

    public RecordMetadata send(OperatorOrder order) {
        return send(
                Topics.OPERATOR_ORDERS.name(), order.key(), Topics.OPERATOR_ORDERS.encode(order));
    }

    public RecordMetadata send(String topic, String key, byte @Nullable [] value) {
        var record = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
        try {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All decisions published so far, in order of each partition; empty values left out.
    public List<Decision> decisions() {
        var decisions = new ArrayList<Decision>();
        for (var record : read(Topics.DECISIONS.name())) {
            if (record.value() != null
                    && Topics.DECISIONS.decode(record.value())
                            instanceof Decoded.Value<Decision>(var decision)) {
                decisions.add(decision);
            }
        }
        return decisions;
    }

    /// The decisions about one client.
    public List<Decision> decisions(String client) {
        return decisions().stream()
                .filter(decision -> decision.client().toString().equals(client))
                .toList();
    }

    /// The keys whose last value is empty.
    public List<String> forgottenKeys() {
        var last = new LinkedHashMap<String, Boolean>();
        for (var record : read(Topics.DECISIONS.name())) {
            last.put(new String(record.key(), StandardCharsets.UTF_8), record.value() == null);
        }
        return last.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
    }

    /// All records of a topic.
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        broker,
                        "group.id",
                        UUID.randomUUID().toString(),
                        "enable.auto.commit",
                        false);
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            var ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream()
                    .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
