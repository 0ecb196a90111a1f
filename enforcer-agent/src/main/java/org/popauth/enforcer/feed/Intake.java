package org.popauth.enforcer.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.outgoing.Outgoing;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.Topics;

/// Reads records into decisions. What cannot be read goes to dead letters and stops nothing. For
/// one thread, beside which another one reads more than a half of what is much: a million at a
/// start.
final class Intake {

    private static final int SHARED_MIN = 200;

    private static final Executor ASIDE = task -> Thread.ofVirtual().start(task);

    private final Outgoing outgoing;
    private final UsualDecision reader = new UsualDecision();
    private final UsualDecision readerAside = new UsualDecision();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong unknownTypes = new AtomicLong();

    Intake(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    void read(ConsumerRecords<byte[], byte[]> records, Board.Batch batch) {
        var all = new ArrayList<ConsumerRecord<byte[], byte[]>>(records.count());
        records.forEach(all::add);
        // The smaller share, since this thread also takes them all.
        int middle = all.size() < SHARED_MIN ? all.size() : all.size() * 2 / 5;
        var aside = usualAside(all.subList(middle, all.size()));
        try {
            all.subList(0, middle).forEach(one -> take(one, usual(reader, one), batch));
        } finally {
            aside.handle((_, _) -> true).join(); // its reader is used again
        }
        var rest = aside.join();
        for (int i = 0; i < rest.size(); i++) {
            take(all.get(middle + i), rest.get(i), batch);
        }
    }

    private CompletableFuture<List<@Nullable Decision>> usualAside(
            List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    var decisions = new ArrayList<@Nullable Decision>(records.size());
                    records.forEach(one -> decisions.add(usual(readerAside, one)));
                    return decisions;
                },
                ASIDE);
    }

    private static @Nullable Decision usual(
            UsualDecision reader, ConsumerRecord<byte[], byte[]> one) {
        return one.value() == null ? null : reader.read(one.value());
    }

    /// @param usual what was read of it; null when the contract must read it
    private void take(
            ConsumerRecord<byte[], byte[]> one, @Nullable Decision usual, Board.Batch batch) {
        if (one.value() == null) {
            forget(one, batch);
            return;
        }
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
