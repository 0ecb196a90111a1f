package org.popauth.enforcer.firewall;

import java.time.Duration;
import java.time.Instant;

/// How long the kernel is told to keep an entry.
public final class Ttl {

    /// What ipset accepts at most; nft accepts more. Longer bans are asserted again before it ends.
    public static final long SECONDS_MAX = 2_147_483;

    private static final Duration SLACK = Duration.ofSeconds(3);

    private Ttl() {}

    /// Whole seconds from now, at least one, at most what ipset accepts.
    static long seconds(Instant until, Instant now) {
        long millis = Duration.between(now, until).toMillis();
        return Math.clamp((millis + 999) / 1000, 1, SECONDS_MAX);
    }

    /// True when what the kernel holds needs no refreshing.
    public static boolean closeEnough(Instant wanted, Instant held, Instant now) {
        if (Duration.between(now, wanted).toSeconds() > SECONDS_MAX) {
            return Duration.between(now, held).toSeconds() > SECONDS_MAX / 2;
        }
        return Duration.between(wanted, held).abs().compareTo(SLACK) <= 0;
    }
}
