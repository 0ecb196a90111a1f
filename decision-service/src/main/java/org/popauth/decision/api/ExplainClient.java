package org.popauth.decision.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.popauth.decision.config.ConfiguredPolicy;
import org.popauth.decision.config.DecisionClock;
import org.popauth.decision.config.DecisionConfig;
import org.popauth.decision.policy.ClientState;
import org.popauth.decision.policy.Rule;
import org.popauth.decision.store.Clients;
import org.popauth.decision.store.CurrentDecisions;
import org.popauth.decision.store.CurrentDecisions.Wanted;
import org.popauth.decision.store.History;
import org.popauth.decision.store.RecentEvents;
import org.popauth.decision.store.Slice;
import org.popauth.events.Client;
import org.popauth.events.Decision;

/// Answers what is known of a client, and why.
@ApplicationScoped
class ExplainClient {

    private static final int HISTORY_MAX = 100;
    private static final Slice STANDING = new Slice(0, 300);

    private final ConfiguredPolicy policy;
    private final DecisionClock clock;
    private final DecisionConfig config;
    private final Clients clients;
    private final CurrentDecisions current;
    private final History history;
    private final RecentEvents recent;

    ExplainClient(
            ConfiguredPolicy policy,
            DecisionClock clock,
            DecisionConfig config,
            Clients clients,
            CurrentDecisions current,
            History history,
            RecentEvents recent) {
        this.policy = policy;
        this.clock = clock;
        this.config = config;
        this.clients = clients;
        this.current = current;
        this.history = history;
        this.recent = recent;
    }

    /// The view; runs inside a transaction.
    ClientView explain(Client asked) {
        var now = clock.now();
        var client = owner(asked);
        var standing = standing(asked, now);
        var state = clients.read(client).orElse(ClientState.UNKNOWN);
        var protectedBy = policy.guard().protectedBy(client, now);
        var offences = offences(state, now);
        return new ClientView(
                client,
                protectedBy,
                standing,
                history.of(client, HISTORY_MAX),
                recent.of(client),
                offences,
                new Explanation(client, protectedBy, standing, offences)
                        .sentences(policy.policy().settings().rules(), now));
    }

    private Client owner(Client asked) {
        var network = asked.network();
        boolean within = network.prefixLength() > config.ipv6PrefixLength();
        return within ? Client.of(network.address(), config.ipv6PrefixLength()) : asked;
    }

    private List<Decision.Made> standing(Client asked, Instant now) {
        var keys = current.keysOverlapping(asked.network());
        return keys.isEmpty()
                ? List.of()
                : current.standing(new Wanted(null, null, keys), now, STANDING).items();
    }

    private Map<String, Integer> offences(ClientState state, Instant now) {
        var counts = new TreeMap<String, Integer>();
        for (var rule : policy.policy().settings().rules()) {
            for (var kind : rule.kinds()) {
                int count = count(state, rule, now, kind.toString());
                if (count > 0) {
                    counts.merge(kind.toString(), count, Math::max);
                }
            }
        }
        return counts;
    }

    private static int count(ClientState state, Rule rule, Instant now, String kind) {
        var since = now.minus(rule.window());
        return state.counters().stream()
                .filter(counter -> counter.rule().equals(rule.name()))
                .flatMap(counter -> counter.marks().stream())
                .filter(mark -> mark.kind().toString().equals(kind) && mark.at().isAfter(since))
                .mapToInt(ClientState.Mark::times)
                .sum();
    }
}
