package org.popauth.decision.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/// The clock that says what stands now: fixed for a replay, the machine's otherwise.
@ApplicationScoped
public class DecisionClock {

    private final Clock clock;

    DecisionClock(DecisionConfig config) {
        clock = config.now().map(now -> Clock.fixed(now, ZoneOffset.UTC)).orElse(Clock.systemUTC());
    }

    /// The present.
    public Instant now() {
        return clock.instant();
    }
}
