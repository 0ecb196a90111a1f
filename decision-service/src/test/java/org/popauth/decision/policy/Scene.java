package org.popauth.decision.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.MailEvent;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// Several clients, the policy, and what was decided so far.
final class Scene {

    private final Policy policy;
    private final Guard guard;
    private final Breaker breaker;
    private final AtomicLong revision = new AtomicLong();
    private final Map<Client, ClientState> states = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();

    Scene() {
        this(PolicySettings.defaults());
    }

    Scene(PolicySettings settings) {
        this(settings, (at, zone) -> null);
    }

    Scene(PolicySettings settings, Breaker breaker) {
        policy = new Policy(settings);
        guard =
                new Guard(
                        List.of(
                                new Guard.Protection(
                                        Network.parse("192.168.0.0/16"), "own network", null),
                                new Guard.Protection(
                                        Network.parse("2001:db8:aaaa::7"), "mail host", null)),
                        48);
        this.breaker = breaker;
    }

    static Policy policyOfDefaults() {
        return new Policy(PolicySettings.defaults());
    }

    Surroundings surroundings() {
        return new Surroundings(guard, breaker, revision::incrementAndGet);
    }

    List<Decision> happens(MailEvent event) {
        return take(event.client(), policy.judge(state(event.client()), event, surroundings()));
    }

    List<Decision> take(Client client, Outcome outcome) {
        states.put(client, outcome.next());
        decisions.addAll(outcome.decisions());
        return outcome.decisions();
    }

    ClientState state(Client client) {
        return states.getOrDefault(client, ClientState.UNKNOWN);
    }

    Policy policy() {
        return policy;
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<Decision.Made> made(Measure measure) {
        return decisions.stream()
                .filter(Decision.Made.class::isInstance)
                .map(Decision.Made.class::cast)
                .filter(made -> made.measure() == measure)
                .toList();
    }

    Decision.@Nullable Made last(Measure measure) {
        var made = made(measure);
        return made.isEmpty() ? null : made.getLast();
    }

    boolean stands(Measure measure, String client, Instant at) {
        return state(Client.parse(client)).standing().stream()
                .filter(made -> made.measure() == measure && !made.simulated())
                .anyMatch(made -> made.standsAt(at));
    }
}
