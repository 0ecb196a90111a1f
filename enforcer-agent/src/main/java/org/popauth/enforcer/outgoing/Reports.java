package org.popauth.enforcer.outgoing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.reconcile.Effect;
import org.popauth.events.Enforcement;
import org.popauth.events.Enforcement.Enforced;
import org.popauth.events.Enforcement.StateReported;
import org.popauth.events.MailHost;
import org.popauth.events.Topics;

/// Turns effects and states into records of the topic `enforcements`.
public final class Reports {

    private final Outgoing outgoing;
    private final MailHost host;

    public Reports(Outgoing outgoing, MailHost host) {
        this.outgoing = outgoing;
        this.host = host;
    }

    public void effects(List<Effect> effects) {
        for (var effect : effects) {
            if (!outgoing.isFull()) {
                offer(enforced(effect));
            }
        }
    }

    /// True when many more effects can be reported without one being lost, or another one being
    /// late.
    public boolean hasRoom() {
        return outgoing.isAlmostEmpty();
    }

    /// Becomes true once all that was reported so far is with the broker, or lost.
    public BooleanSupplier receipt() {
        return outgoing.receipt();
    }

    public void state(StateReported state) {
        offer(state);
    }

    private Enforced enforced(Effect effect) {
        return new Enforced(
                host,
                effect.at(),
                effect.measure(),
                effect.client(),
                effect.revision(),
                effect.outcome(),
                effect.backend(),
                delay(effect.observedAt(), effect.at()),
                effect.detail());
    }

    private static @Nullable Duration delay(@Nullable Instant observedAt, Instant at) {
        if (observedAt == null || observedAt.isAfter(at)) {
            return null;
        }
        return Duration.between(observedAt, at);
    }

    private void offer(Enforcement enforcement) {
        outgoing.offer(
                new ProducerRecord<>(
                        Topics.ENFORCEMENTS.name(),
                        host.toString().getBytes(StandardCharsets.UTF_8),
                        Topics.ENFORCEMENTS.encode(enforcement)));
    }
}
