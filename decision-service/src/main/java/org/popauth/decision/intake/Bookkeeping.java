package org.popauth.decision.intake;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.config.DecisionConfig;
import org.popauth.decision.health.BreakerAlarm;
import org.popauth.decision.store.Consumed;
import org.popauth.decision.store.CurrentDecisions;
import org.popauth.decision.store.History;
import org.popauth.decision.store.Outbox;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Topics;

/// Writes what every batch writes: how far it read, what was decided, what could not be read.
@ApplicationScoped
class Bookkeeping {

    private final Consumed consumed;
    private final History history;
    private final CurrentDecisions current;
    private final Outbox outbox;
    private final DecisionConfig config;
    private final BreakerAlarm alarm;

    Bookkeeping(
            Consumed consumed,
            History history,
            CurrentDecisions current,
            Outbox outbox,
            DecisionConfig config,
            BreakerAlarm alarm) {
        this.consumed = consumed;
        this.history = history;
        this.current = current;
        this.outbox = outbox;
        this.config = config;
        this.alarm = alarm;
    }

    /// Moves the partitions of a batch on; it is the first thing that a transaction does.
    void claim(Batch batch) {
        var next = batch.next();
        next.keySet().stream()
                .sorted(
                        Comparator.comparing(TopicPartition::topic)
                                .thenComparing(TopicPartition::partition))
                .forEach(partition -> claim(partition, batch.expected(), next));
    }

    private void claim(
            TopicPartition partition,
            Map<TopicPartition, Long> expected,
            Map<TopicPartition, Long> next) {
        long from = expected.getOrDefault(partition, 0L);
        long to = next.getOrDefault(partition, from);
        if (!consumed.advance(partition.topic(), partition.partition(), from, to)) {
            throw new Superseded(partition);
        }
    }

    /// Writes decisions about a client: to history, as what holds now, and to be published.
    void decided(Client stateOf, List<Decision> decisions) {
        var forget = Instant.now().plus(config.expiry().forgetWithdrawnAfter());
        for (var decision : decisions) {
            history.append(stateOf, decision);
            current.put(stateOf, decision, forget);
            outbox.add(decision.revision(), message(decision));
        }
    }

    /// Tells of a decision, after the commit.
    void tell(Decision decision) {
        Log.log(Announcement.level(decision), Announcement.of(decision));
        if (decision.simulated() && decision.reason().contains("; held back: ")) {
            alarm.held(decision);
        }
    }

    private static Outbox.Message message(Decision decision) {
        return new Outbox.Message(
                decision.revision(),
                Topics.DECISIONS.name(),
                decision.key().getBytes(StandardCharsets.UTF_8),
                Topics.DECISIONS.encode(decision),
                Map.of());
    }

    /// Sends a record to dead letters.
    void bury(ConsumerRecord<byte[], byte[]> record, String reason, LongSupplier numbers) {
        var headers = new HashMap<String, String>();
        headers.put(Topics.DEAD_LETTER_REASON, reason);
        headers.put(Topics.DEAD_LETTER_TOPIC, record.topic());
        headers.put(Topics.DEAD_LETTER_PARTITION, Integer.toString(record.partition()));
        headers.put(Topics.DEAD_LETTER_OFFSET, Long.toString(record.offset()));
        long number = numbers.getAsLong();
        outbox.add(
                number,
                new Outbox.Message(
                        number,
                        record.topic() + "-dead-letters",
                        key(record),
                        record.value(),
                        headers));
    }

    private static byte @Nullable [] key(ConsumerRecord<byte[], byte[]> record) {
        return record.key();
    }
}
