package org.popauth.report.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.popauth.events.Topics;
import org.popauth.report.broker.Sender;

/// Where records go that cannot be read or stored.
@ApplicationScoped
class DeadLetters {

    private final Sender sender;

    DeadLetters(Sender sender) {
        this.sender = sender;
    }

    void send(ConsumerRecord<byte[], byte[]> unread, String reason) {
        Log.warnf(
                "a record cannot be read and goes to dead letters: %s topic=%s partition=%d"
                        + " offset=%d",
                reason, unread.topic(), unread.partition(), unread.offset());
        var letter =
                new ProducerRecord<>(
                        unread.topic() + "-dead-letters", unread.key(), unread.value());
        letter.headers()
                .add(Topics.DEAD_LETTER_REASON, reason.getBytes(UTF_8))
                .add(Topics.DEAD_LETTER_TOPIC, unread.topic().getBytes(UTF_8))
                .add(Topics.DEAD_LETTER_PARTITION, text(unread.partition()))
                .add(Topics.DEAD_LETTER_OFFSET, text(unread.offset()));
        sender.send(letter);
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }
}
