package org.popauth.enforcer.feed;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.popauth.enforcer.outgoing.Outgoing;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.Topics;

/// Reads records into decisions. What cannot be read goes to dead letters and stops nothing. For
/// one thread.
final class Intake {

    private final Outgoing outgoing;
    private final UsualDecision reader = new UsualDecision();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong unknownTypes = new AtomicLong();

    Intake(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    void read(ConsumerRecords<byte[], byte[]> records, Board.Batch batch) {
        for (var one : records) {
            read(one, batch);
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> one, Board.Batch batch) {
        if (one.value() == null) {
            forget(one, batch);
            return;
        }
        var usual = reader.read(one.value());
        if (usual != null) {
            batch.accept(usual);
            return;
        }
        switch (Topics.DECISIONS.decode(one.value())) {
            case Decoded.Value<Decision>(var decision) -> batch.accept(decision);
            case Decoded.UnknownType<Decision> _ -> unknownTypes.incrementAndGet();
            case Decoded.Malformed<Decision>(var reason) -> deadLetter(one, reason);
        }
    }

    private static void forget(ConsumerRecord<byte[], byte[]> one, Board.Batch batch) {
        if (one.key() != null) {
            DecisionKey.parse(one.key()).ifPresent(it -> batch.forget(it.measure(), it.client()));
        }
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> one, String reason) {
        malformed.incrementAndGet();
        var letter = new ProducerRecord<>(Topics.DECISIONS.deadLetters(), one.key(), one.value());
        header(letter, Topics.DEAD_LETTER_REASON, reason);
        header(letter, Topics.DEAD_LETTER_TOPIC, one.topic());
        header(letter, Topics.DEAD_LETTER_PARTITION, String.valueOf(one.partition()));
        header(letter, Topics.DEAD_LETTER_OFFSET, String.valueOf(one.offset()));
        outgoing.offer(letter);
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    long malformed() {
        return malformed.get();
    }

    long unknownTypes() {
        return unknownTypes.get();
    }
}
