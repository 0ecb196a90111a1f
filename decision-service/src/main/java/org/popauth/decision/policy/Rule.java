package org.popauth.decision.policy;

import java.time.Duration;
import java.util.Set;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;

/// A named threshold: so many offences of these kinds within a window lead to a measure.
///
/// @param name as configured and shown
/// @param sentence says what it is for to a person who asks why
/// @param kinds the offences that count
/// @param one what a single offence is called in a reason
/// @param many what several are called
/// @param measure what it leads to
/// @param threshold how many it takes
/// @param window how close together they must be, by event time
/// @param duration how long the measure stands at the first strike
/// @param factor what the duration is multiplied by for each earlier strike
/// @param cap the longest duration
/// @param mode how far it may go
/// @param whileRejected true when only offences count that happen while REJECT stands
/// @param repeatsAsOne up to how many failures of the same user count as one; 0 when each counts
public record Rule(
        String name,
        String sentence,
        Set<OffenceKind> kinds,
        String one,
        String many,
        Measure measure,
        int threshold,
        Duration window,
        Duration duration,
        double factor,
        Duration cap,
        Mode mode,
        boolean whileRejected,
        int repeatsAsOne) {

    /// The most offences that are remembered of one rule and client.
    static final int MARKS_MAX = 200;

    public Rule {
        kinds = Set.copyOf(kinds);
        require(!sentence.isBlank(), name, "sentence", "must say what the rule is for");
        require(measure != Measure.RELAY, name, "measure", "must be REJECT or DROP");
        require(threshold >= 1, name, "threshold", "must be at least 1");
        require(
                threshold * Math.max(1, repeatsAsOne) <= MARKS_MAX,
                name,
                "threshold",
                "times repeats-as-one must be at most " + MARKS_MAX);
        require(window.isPositive(), name, "window", "must be longer than nothing");
        require(duration.isPositive(), name, "duration", "must be longer than nothing");
        require(factor >= 1 && factor <= 100, name, "factor", "must be 1 to 100");
        require(cap.compareTo(duration) >= 0, name, "cap", "must be at least the duration");
        require(repeatsAsOne >= 0, name, "repeats-as-one", "must not be negative");
    }

    private static void require(boolean holds, String rule, String key, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "decision.rules.\"" + rule + "\"." + key + " " + otherwise);
        }
    }

    boolean isOn() {
        return mode != Mode.OFF;
    }

    /// Why it led to a measure, in words with numbers.
    String reason(int count) {
        return count == 1 ? one : count + " " + many + " within " + Words.of(window);
    }
}
