package org.popauth.decision.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.policy.ClientState.Counter;
import org.popauth.decision.policy.ClientState.Grant;
import org.popauth.decision.policy.ClientState.Seen;
import org.popauth.decision.policy.ClientState.Strike;
import org.popauth.decision.policy.ClientState.Success;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.EventId;
import org.popauth.events.Measure;

/// A client's state while one event or order is applied to it.
final class Draft {

    final Instant at;
    final List<Counter> counters;
    final List<Strike> strikes;
    final List<Success> successes;
    final List<Seen> seen;
    final List<Grant> grants;
    private final long events;
    private final List<Decision.Made> standing;
    private final List<Decision> decisions = new ArrayList<>();

    Draft(ClientState before, Instant at, int newEvents) {
        this.at = at;
        events = before.events() + newEvents;
        counters = new ArrayList<>(before.counters());
        strikes = new ArrayList<>(before.strikes());
        successes = new ArrayList<>(before.successes());
        seen = new ArrayList<>(before.seen());
        grants = new ArrayList<>(before.grants());
        standing = new ArrayList<>(before.standing());
        standing.removeIf(made -> !made.until().isAfter(at));
    }

    /// The measures that have not ended at the time of the event.
    List<Decision.Made> standing() {
        return List.copyOf(standing);
    }

    Optional<Decision.Made> standing(String key) {
        return standing.stream().filter(made -> made.key().equals(key)).findFirst();
    }

    /// True when a measure has not ended for the whole client.
    boolean stands(Measure measure, boolean simulated, Client client) {
        return standing.stream()
                .filter(made -> made.measure() == measure && made.simulated() == simulated)
                .anyMatch(made -> made.client().network().contains(client.network()));
    }

    /// True when the client was rejected already when the event happened.
    boolean isRejected(boolean simulated, Client client) {
        return standing.stream()
                .filter(made -> made.measure() == Measure.REJECT)
                .filter(made -> made.simulated() == simulated && !made.from().isAfter(at))
                .anyMatch(made -> made.client().network().contains(client.network()));
    }

    void make(Decision.Made made) {
        standing.removeIf(old -> old.key().equals(made.key()));
        standing.add(made);
        decisions.add(made);
    }

    void withdraw(Decision.Made made, Ending why, long revision) {
        standing.remove(made);
        decisions.add(
                new Decision.Withdrawn(
                        made.measure(),
                        made.client(),
                        revision,
                        at,
                        made.simulated(),
                        why.rule(),
                        why.reason(),
                        why.by(),
                        why.causes(),
                        why.observedAt()));
    }

    Outcome outcome() {
        return new Outcome(
                new ClientState(events, counters, strikes, standing, successes, seen, grants),
                decisions);
    }

    /// Why measures are withdrawn.
    record Ending(
            String rule,
            String reason,
            String by,
            List<EventId> causes,
            @Nullable Instant observedAt) {}
}
