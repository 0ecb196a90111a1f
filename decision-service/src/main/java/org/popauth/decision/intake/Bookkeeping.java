package org.popauth.decision.intake;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.config.DecisionConfig;
import org.popauth.decision.health.BreakerAlarm;
import org.popauth.decision.store.Consumed;
import org.popauth.decision.store.CurrentDecisions;
import org.popauth.decision.store.History;
import org.popauth.decision.store.Loaded;
import org.popauth.decision.store.Outbox;
import org.popauth.decision.store.Writes;
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

    /// Moves the locked partitions of a batch on, if they are where it begins.
    void claim(Batch batch, Loaded loaded, Writes writes) {
        batch.next()
                .forEach(
                        (partition, next) -> {
                            long believed = batch.expected().getOrDefault(partition, 0L);
                            if (loaded.next().getOrDefault(partition, 0L) != believed) {
                                throw new Superseded(partition);
                            }
                            consumed.move(writes, partition, next);
                        });
    }

    /// Writes decisions about a client: to history, as what holds now, and to be published.
    void decided(Writes writes, Client stateOf, List<Decision> decisions) {
        var forget = Instant.now().plus(config.expiry().forgetWithdrawnAfter());
        for (var decision : decisions) {
            history.append(writes, stateOf, decision);
            current.put(writes, stateOf, decision, forget);
            outbox.add(writes, message(decision));
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
    void bury(
            Writes writes,
            ConsumerRecord<byte[], byte[]> record,
            String reason,
            LongSupplier numbers) {
        var headers = new HashMap<String, String>();
        headers.put(Topics.DEAD_LETTER_REASON, reason);
        headers.put(Topics.DEAD_LETTER_TOPIC, record.topic());
        headers.put(Topics.DEAD_LETTER_PARTITION, Integer.toString(record.partition()));
        headers.put(Topics.DEAD_LETTER_OFFSET, Long.toString(record.offset()));
        outbox.add(
                writes,
                new Outbox.Message(
                        numbers.getAsLong(),
                        record.topic() + "-dead-letters",
                        key(record),
                        record.value(),
                        headers));
    }

    private static byte @Nullable [] key(ConsumerRecord<byte[], byte[]> record) {
        return record.key();
    }
}
