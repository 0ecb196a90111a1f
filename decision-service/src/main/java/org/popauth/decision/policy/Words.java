package org.popauth.decision.policy;

import java.time.Duration;

/// Durations as people say them.
public final class Words {

    private Words() {}

    /// The duration in its largest whole unit: `10 min`, `24 h`, `7 days`.
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 172_800 && seconds % 86_400 == 0) {
            return seconds / 86_400 + " days";
        }
        if (seconds >= 3_600 && seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
