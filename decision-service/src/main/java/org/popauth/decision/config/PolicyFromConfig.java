package org.popauth.decision.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.popauth.decision.policy.CircuitBreaker;
import org.popauth.decision.policy.DefaultRules;
import org.popauth.decision.policy.Guard;
import org.popauth.decision.policy.PolicySettings;
import org.popauth.decision.policy.Rule;
import org.popauth.events.Network;

/// Makes what the policy needs from what was configured. Every complaint names the key.
public final class PolicyFromConfig {

    private PolicyFromConfig() {}

    /// The policy's settings.
    public static PolicySettings settings(DecisionConfig config) {
        var offenders = config.offenders();
        return new PolicySettings(
                rules(config.rules()),
                new PolicySettings.Relay(
                        config.relay().lasts(),
                        config.relay().openSessionMax(),
                        config.relay().ipv6PrefixLength(),
                        config.relay().hysteresis()),
                offenders.strikeMemory(),
                offenders.jitter(),
                offenders.forgiveFor(),
                offenders.clockSkew(),
                offenders.countNullSender(),
                offenders.postmaster(),
                offenders.banDuration());
    }

    /// The limits of the circuit breaker.
    public static CircuitBreaker.Limits limits(DecisionConfig config) {
        return new CircuitBreaker.Limits(
                config.breaker().measuresPerMinute(), config.breaker().clientsPerZoneAndMinute());
    }

    /// The networks that configuration protects.
    public static List<Guard.Protection> protections(DecisionConfig config) {
        var guard = config.guard();
        var all = new ArrayList<Guard.Protection>();
        all.addAll(protections("own-networks", "own network", guard.ownNetworks()));
        all.addAll(protections("mynetworks", "own network", guard.mynetworks()));
        all.addAll(protections("agents", "mail host", guard.agents()));
        all.addAll(protections("allow", "configured allow-list", guard.allow()));
        return List.copyOf(all);
    }

    private static List<Guard.Protection> protections(
            String key, String why, Optional<List<String>> networks) {
        return networks.orElse(List.of()).stream()
                .map(text -> new Guard.Protection(network(key, text.strip()), why, null))
                .toList();
    }

    private static Network network(String key, String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "decision.guard."
                            + key
                            + ": "
                            + e.getMessage()
                            + "; write addresses and networks as 192.0.2.1 or 2001:db8::/32,"
                            + " separated by commas",
                    e);
        }
    }

    private static List<Rule> rules(Map<String, DecisionConfig.RuleChange> changes) {
        var rules = DefaultRules.all();
        var names = rules.stream().map(Rule::name).collect(Collectors.toSet());
        for (var name : changes.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "decision.rules.\""
                                + name
                                + "\" is no rule; the rules are "
                                + String.join(", ", names.stream().sorted().toList()));
            }
        }
        return rules.stream().map(rule -> changed(rule, changes.get(rule.name()))).toList();
    }

    private static Rule changed(
            Rule rule, DecisionConfig.@org.jspecify.annotations.Nullable RuleChange change) {
        if (change == null) {
            return rule;
        }
        var duration = change.duration().orElse(rule.duration());
        var cap = rule.cap().compareTo(duration) < 0 ? duration : rule.cap();
        return new Rule(
                rule.name(),
                rule.sentence(),
                rule.kinds(),
                rule.one(),
                rule.many(),
                rule.measure(),
                change.threshold().orElse(rule.threshold()),
                change.window().orElse(rule.window()),
                duration,
                change.factor().orElse(rule.factor()),
                change.cap().orElse(cap),
                change.mode().orElse(rule.mode()),
                rule.whileRejected(),
                change.repeatsAsOne().orElse(rule.repeatsAsOne()));
    }
}
