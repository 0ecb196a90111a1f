package org.popauth.decision.policy;

import java.time.Duration;
import org.popauth.events.Client;

/// Makes the measures of those who come back longer.
final class Escalation {

    private final PolicySettings settings;

    Escalation(PolicySettings settings) {
        this.settings = settings;
    }

    /// How often the rule fired before, as far back as strikes are remembered.
    int earlierStrikes(Draft draft, Rule rule, boolean simulated) {
        draft.strikes.removeIf(
                strike -> strike.at().isBefore(draft.at.minus(settings.strikeMemory())));
        return (int)
                draft.strikes.stream()
                        .filter(strike -> strike.rule().equals(rule.name()))
                        .filter(strike -> strike.simulated() == simulated)
                        .count();
    }

    /// The duration after so many earlier strikes. The first is exact; later ones differ a little
    /// from client to client, always alike for the same client, rule and strike.
    Duration duration(Client client, Rule rule, int earlier) {
        if (earlier == 0) {
            return rule.duration();
        }
        double share = 1 + settings.jitter() * jitter(client + "|" + rule.name() + "|" + earlier);
        double seconds = rule.duration().toSeconds() * Math.pow(rule.factor(), earlier) * share;
        return seconds < rule.cap().toSeconds() ? Duration.ofSeconds((long) seconds) : rule.cap();
    }

    String words(int earlier) {
        return earlier == 0
                ? ""
                : "; strike " + (earlier + 1) + " within " + Words.of(settings.strikeMemory());
    }

    /// A number from -1 to 1 that depends on the text alone.
    private static double jitter(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return ((hash ^ hash >>> 33) >>> 11) / (double) (1L << 52) - 1;
    }
}
