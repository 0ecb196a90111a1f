package org.popauth.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.popauth.testsupport.TestBroker;

/// A topic of a real broker for one test, those who write lines to it, and the source that reads
/// it.
final class SyslogTopic implements AutoCloseable {

    static final int PARTITIONS = 3;

    final String name;
    private final Map<String, String> settings = new HashMap<>();
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    SyslogTopic(TestBroker broker, String name) {
        this.name = name;
        var kafka = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        this.admin = Admin.create(kafka);
        var bytes = new ByteArraySerializer();
        this.producer = new KafkaProducer<>(kafka, bytes, bytes);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        set("type", "kafka");
        set("topic", name);
        set("group", "group-of-" + name);
    }

    SyslogTopic set(String key, String value) {
        settings.put("ingest.sources.topic." + key, value);
        return this;
    }

    SyslogTopic create() throws Exception {
        admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1))).all().get();
        return this;
    }

    void delete() throws Exception {
        admin.deleteTopics(List.of(name)).all().get();
    }

    /// Deletes what a partition holds before an offset, as retention does.
    void expire(int partition, long before) throws Exception {
        var records = RecordsToDelete.beforeOffset(before);
        admin.deleteRecords(Map.of(new TopicPartition(name, partition), records)).all().get();
    }

    /// Lines about log-ins of users, from a mail host.
    void send(String host, int first, int count) throws Exception {
        for (int user = first; user < first + count; user++) {
            var unused = producer.send(message(host, LogWriter.line(user)));
        }
        producer.flush();
    }

    /// Writes one record and waits for the answer.
    void send(@Nullable String key, @Nullable String value) throws Exception {
        var unused = producer.send(message(key, value)).get();
    }

    /// Writes one record to a partition.
    void send(int partition, String value) throws Exception {
        var unused =
                producer.send(new ProducerRecord<>(name, partition, null, value.getBytes(UTF_8)))
                        .get();
    }

    @SuppressWarnings("NullAway") // a record may have neither
    private ProducerRecord<byte[], byte[]> message(@Nullable String key, @Nullable String value) {
        return new ProducerRecord<>(
                name,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8));
    }

    Ingest start(Path directory, RecordingOutlet outlet) throws IOException {
        return Ingest.start(directory, outlet, settings);
    }

    /// The id that Kafka gave the topic.
    String id() throws Exception {
        var descriptions = admin.describeTopics(List.of(name)).allTopicNames().get();
        return requireNonNull(descriptions.get(name)).topicId().toString();
    }

    /// Before which offsets the group has noted that every event is safe, all partitions together.
    long acknowledged() throws Exception {
        var offsets =
                admin.listConsumerGroupOffsets("group-of-" + name)
                        .partitionsToOffsetAndMetadata()
                        .get();
        return offsets.values().stream()
                .mapToLong(o -> Long.parseLong(o.metadata().split(" ")[1]))
                .sum();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
