package org.popauth.decision.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.popauth.decision.config.DecisionConfig;
import org.popauth.decision.store.BreakerTallies;
import org.popauth.decision.store.Schema;
import org.popauth.events.Decision;

/// Tells that the circuit breaker holds measures back.
@Default
@Wellness
@ApplicationScoped
public class BreakerAlarm implements HealthCheck {

    private final DecisionConfig config;
    private final Schema schema;
    private final BreakerTallies tallies;
    private final MeterRegistry meters;
    private final AtomicReference<Held> last = new AtomicReference<>(Held.NEVER);

    BreakerAlarm(
            DecisionConfig config, Schema schema, BreakerTallies tallies, MeterRegistry meters) {
        this.config = config;
        this.schema = schema;
        this.tallies = tallies;
        this.meters = meters;
    }

    /// A measure was held back.
    public void held(Decision decision) {
        meters.counter("popauth_breaker_held_total", "rule", decision.rule()).increment();
        var now = Instant.now();
        var before = last.getAndSet(new Held(now, decision.reason()));
        if (before.at().plus(config.breaker().alarmFor()).isBefore(now)) {
            Log.errorf(
                    "circuit breaker: measures are simulated rule=%s client=%s reason=%s",
                    decision.rule(), decision.client(), decision.reason());
        }
    }

    @Override
    public HealthCheckResponse call() {
        var held = last.get();
        var since = Instant.now().minus(config.breaker().alarmFor());
        boolean alarm = held.at().isAfter(since) || heldBefore(since);
        var answer = HealthCheckResponse.named("decision-service circuit breaker");
        if (alarm) {
            answer.withData("held", held.reason())
                    .withData("at", held.at().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return answer.status(!alarm).build();
    }

    /// What an earlier run, or another instance, held back.
    private boolean heldBefore(Instant since) {
        try {
            return schema.isReady()
                    && QuarkusTransaction.requiringNew().call(() -> tallies.heldSince(since)) > 0;
        } catch (RuntimeException e) {
            Log.debug("the breaker's counts cannot be read", e);
            return false;
        }
    }

    private record Held(Instant at, String reason) {
        static final Held NEVER = new Held(Instant.EPOCH, "");
    }
}
