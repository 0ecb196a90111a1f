package org.popauth.decision.config;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.popauth.decision.policy.CircuitBreaker;
import org.popauth.decision.policy.Guard;
import org.popauth.decision.policy.Policy;
import org.popauth.decision.policy.Surroundings;
import org.popauth.decision.store.AllowList;
import org.popauth.decision.store.Loaded;
import org.popauth.decision.store.Revisions;

/// The policy as configured, and its surroundings within a transaction. Made at start, so that a
/// bad setting stops it.
@Startup
@ApplicationScoped
public class ConfiguredPolicy {

    private final DecisionConfig config;
    private final Policy policy;
    private final Guard configured;
    private final AllowList allowList;
    private final CircuitBreaker.Limits limits;
    private final Revisions revisions;

    ConfiguredPolicy(DecisionConfig config, AllowList allowList, Revisions revisions) {
        this.config = config;
        this.allowList = allowList;
        this.revisions = revisions;
        policy = new Policy(PolicyFromConfig.settings(config));
        configured = new Guard(PolicyFromConfig.protections(config), config.guard().widestIpv6());
        limits = PolicyFromConfig.limits(config);
    }

    /// The policy.
    public Policy policy() {
        return policy;
    }

    /// What orders need within the current transaction. They are never held back.
    public Surroundings forOrders() {
        return new Surroundings(
                guard(),
                (at, zone) -> {
                    throw new IllegalStateException("an order asks for no breaker");
                },
                revisions.forThisTransaction());
    }

    /// What events need within the current transaction.
    public Surroundings forEvents(Loaded loaded, CircuitBreaker.Tallies tallies) {
        return new Surroundings(
                guard(loaded.allowed()), new CircuitBreaker(limits, tallies), loaded.revisions());
    }

    /// Who is protected now: by configuration and by orders.
    public Guard guard() {
        return guard(allowList.entries());
    }

    private Guard guard(List<AllowList.Entry> allowed) {
        var all = new ArrayList<>(configured.protections());
        for (var entry : allowed) {
            all.add(new Guard.Protection(entry.network(), "allow-list", entry.until()));
        }
        return new Guard(all, config.guard().widestIpv6());
    }
}
