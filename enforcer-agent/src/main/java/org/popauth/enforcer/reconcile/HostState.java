package org.popauth.enforcer.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.events.Enforcement.StateReported;
import org.popauth.events.MailHost;
import org.popauth.events.Measure;

/// What this host reports about itself.
public final class HostState {

    private final MailHost host;
    private final AgentClock clock;
    private final List<MeasureKeeper> keepers;
    private final Supplier<Stream<@Nullable String>> otherProblems;

    public HostState(
            MailHost host,
            AgentClock clock,
            List<? extends MeasureKeeper> keepers,
            Supplier<Stream<@Nullable String>> otherProblems) {
        this.host = host;
        this.clock = clock;
        this.keepers = List.copyOf(keepers);
        this.otherProblems = otherProblems;
    }

    public StateReported now() {
        var now = clock.now();
        var reports = keepers.stream().map(MeasureKeeper::report).toList();
        return new StateReported(
                host,
                now,
                backend(),
                reports.stream().map(MeasureReport::state).toList(),
                reports.stream()
                        .map(it -> it.lag(now))
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO),
                problems());
    }

    private String backend() {
        return keepers.stream()
                .filter(keeper -> keeper.measure() == Measure.DROP)
                .map(keeper -> keeper.report().backend())
                .findFirst()
                .orElse("none");
    }

    /// All that keeps this host from doing its work, in words.
    public List<String> problems() {
        var problems = new ArrayList<String>();
        otherProblems.get().filter(Objects::nonNull).forEach(problems::add);
        keepers.forEach(keeper -> problems.addAll(keeper.report().problems()));
        return problems.stream().distinct().toList();
    }

    /// What failed at the last try.
    public List<String> failures() {
        return keepers.stream()
                .map(keeper -> keeper.report().failure())
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
    }

    public List<MeasureKeeper> keepers() {
        return keepers;
    }
}
