package org.popauth.benchmarks.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.popauth.events.Decoded;
import org.popauth.events.MailEvent;
import org.popauth.events.Topics;

/// Reads the topic of mail events from its beginning to its present end, and says what stands in
/// it, as [ReadLog] does of a log. The number of lines, which no event tells, is 0.
final class ReadTopic {

    private static final Duration POLL_MAX = Duration.ofSeconds(1);

    private ReadTopic() {}

    /// @param args the broker, and the file to write to
    public static void main(String[] args) throws IOException {
        var settings = Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            Files.writeString(Path.of(args[1]), read(consumer).toString());
        }
    }

    private static Truth read(Consumer<byte[], byte[]> consumer) {
        var partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var truth = new Truth();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var message : consumer.poll(POLL_MAX)) {
                truth.event(event(message.value()));
            }
        }
        return truth;
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(Topics.MAIL_EVENTS.name()).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
    }

    private static MailEvent event(byte[] message) {
        if (Topics.MAIL_EVENTS.decode(message) instanceof Decoded.Value<MailEvent>(var event)) {
            return event;
        }
        throw new IllegalStateException("a message holds no event");
    }
}
