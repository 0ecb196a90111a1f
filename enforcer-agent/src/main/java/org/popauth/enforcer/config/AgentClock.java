package org.popauth.enforcer.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// The agent's clock: the host's, or one that stands still while old logs are replayed.
@ApplicationScoped
public class AgentClock {

    private final Supplier<Instant> source;
    private final boolean fixed;

    @Inject
    AgentClock(AgentConfig config) {
        this(config.now());
    }

    private AgentClock(Optional<Instant> fixedAt) {
        this.fixed = fixedAt.isPresent();
        this.source = fixedAt.<Supplier<Instant>>map(at -> () -> at).orElse(Instant::now);
    }

    /// For tests and for programs that use the agent's parts without a container.
    public static AgentClock fixedAt(Instant instant) {
        return new AgentClock(Optional.of(instant));
    }

    /// The host's clock.
    public static AgentClock system() {
        return new AgentClock(Optional.empty());
    }

    public Instant now() {
        return source.get();
    }

    /// True when it stands still; then no delay can be measured.
    public boolean isFixed() {
        return fixed;
    }
}
