package org.popauth.decision.api;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.policy.Rule;
import org.popauth.decision.policy.Words;
import org.popauth.events.Client;
import org.popauth.events.Decision;

/// The answer to why, in sentences for a postmaster.
///
/// @param protectedBy why the client is never rejected or dropped; null when it may be
/// @param standing what stands now
/// @param offences how many of each kind count now
record Explanation(
        Client client,
        @Nullable String protectedBy,
        List<Decision.Made> standing,
        Map<String, Integer> offences) {

    List<String> sentences(List<Rule> rules, Instant now) {
        var sentences = new ArrayList<String>();
        standing.forEach(made -> sentences.add(sentence(made, now) + ofRule(made, rules)));
        if (standing.isEmpty()) {
            sentences.add("Nothing stands for " + client + ".");
        }
        if (protectedBy != null) {
            sentences.add("It is never rejected or dropped: " + protectedBy + ".");
        }
        if (!offences.isEmpty()) {
            sentences.add("Offences that count now: " + counted() + ".");
        }
        return sentences;
    }

    private static String sentence(Decision.Made made, Instant now) {
        var what =
                switch (made.measure()) {
                    case RELAY -> " may relay mail";
                    case REJECT -> " is rejected";
                    case DROP -> " is dropped";
                };
        return made.client()
                + what
                + (made.simulated() ? " (only simulated)" : "")
                + " since "
                + time(made.from())
                + " until "
                + time(made.until())
                + ", another "
                + Words.about(Duration.between(now, made.until()))
                + ". Rule "
                + made.rule()
                + ": "
                + made.reason()
                + ".";
    }

    private static String ofRule(Decision.Made made, List<Rule> rules) {
        return rules.stream()
                .filter(rule -> rule.name().equals(made.rule()))
                .map(rule -> " " + rule.sentence())
                .findFirst()
                .orElse("");
    }

    /// To the second: what a person compares with a log.
    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String counted() {
        return offences.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }
}
