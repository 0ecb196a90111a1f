package org.popauth.enforcer.health;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.popauth.enforcer.feed.DecisionFeed;
import org.popauth.enforcer.live.LiveAnswers;
import org.popauth.enforcer.outgoing.Outgoing;
import org.popauth.enforcer.reconcile.Effect;
import org.popauth.enforcer.reconcile.HostState;
import org.popauth.enforcer.reconcile.MeasureKeeper;
import org.popauth.events.Enforcement.MeasureState;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;

/// The agent's metrics, all named `popauth_agent_…`.
@ApplicationScoped
public class AgentMeters {

    private final MeterRegistry registry;

    AgentMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Shows what the parts of the agent know about themselves.
    public void register(HostState state, DecisionFeed feed, Outgoing outgoing) {
        for (var keeper : state.keepers()) {
            entries(keeper, "wanted", MeasureState::wanted);
            entries(keeper, "present", MeasureState::present);
            entries(keeper, "missing", MeasureState::missing);
            entries(keeper, "extra", MeasureState::extra);
            Gauge.builder("popauth.agent.enforcement.ratio", keeper, AgentMeters::ratio)
                    .description("of what must hold, how much was found at the last look")
                    .tag("measure", name(keeper))
                    .register(registry);
            TimeGauge.builder(
                            "popauth.agent.last.reconcile",
                            keeper,
                            TimeUnit.SECONDS,
                            AgentMeters::lastLook)
                    .description("when what holds was last looked at")
                    .tag("measure", name(keeper))
                    .register(registry);
        }
        TimeGauge.builder(
                        "popauth.agent.lag",
                        state,
                        TimeUnit.MILLISECONDS,
                        it -> it.now().lag().toMillis())
                .description("how long the oldest decision has been waiting")
                .register(registry);
        Gauge.builder("popauth.agent.problems", state, it -> it.problems().size())
                .register(registry);
        counter("popauth.agent.decisions.malformed", feed, DecisionFeed::malformed);
        counter("popauth.agent.decisions.unknown.type", feed, DecisionFeed::unknownTypes);
        counter("popauth.agent.reports.lost", outgoing, Outgoing::lost);
    }

    /// Shows what the live answers know about themselves.
    public void register(LiveAnswers live) {
        for (var kind : LiveAnswers.kinds()) {
            FunctionCounter.builder("popauth.agent.live.answers", live, it -> it.answered(kind))
                    .description("answers to Postfix while it waited")
                    .tag("answer", kind)
                    .register(registry);
        }
        Gauge.builder("popauth.agent.live.connections", live, LiveAnswers::connections)
                .register(registry);
        counter("popauth.agent.live.audit.lost", live, LiveAnswers::auditLost);
    }

    private void entries(MeasureKeeper keeper, String state, ToDoubleFunction<MeasureState> count) {
        Gauge.builder(
                        "popauth.agent.entries",
                        keeper,
                        it -> count.applyAsDouble(it.report().state()))
                .description("entries found when what holds was last looked at")
                .tag("measure", name(keeper))
                .tag("state", state)
                .register(registry);
    }

    private <T> void counter(String name, T counted, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, counted, count).register(registry);
    }

    private static double ratio(MeasureKeeper keeper) {
        var state = keeper.report().state();
        return state.wanted() == 0 ? 1 : (double) state.present() / state.wanted();
    }

    private static double lastLook(MeasureKeeper keeper) {
        var at = keeper.report().lookedAt();
        return at == null ? 0 : at.getEpochSecond();
    }

    private static String name(MeasureKeeper keeper) {
        return lower(keeper.measure());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// Counts what was done, and how long after the log line.
    public void count(List<Effect> effects) {
        effects.stream()
                .collect(groupingBy(it -> new Kind(it.measure(), it.outcome()), counting()))
                .forEach(this::count);
        for (var effect : effects) {
            var measure = lower(effect.measure());
            if (effect.observedAt() != null && !effect.observedAt().isAfter(effect.at())) {
                Timer.builder("popauth.agent.delay")
                        .description("from the receipt of the log line to the effect")
                        .tag("measure", measure)
                        .publishPercentiles(0.5, 0.99)
                        .register(registry)
                        .record(Duration.between(effect.observedAt(), effect.at()));
            }
        }
    }

    /// Effects that are counted together.
    private record Kind(Measure measure, Outcome outcome) {}

    private void count(Kind kind, long effects) {
        registry.counter(
                        "popauth.agent.effects",
                        "measure",
                        lower(kind.measure),
                        "outcome",
                        lower(kind.outcome))
                .increment(effects);
    }
}
