package org.popauth.enforcer.firewall;

import java.time.Duration;
import java.time.Instant;

/// How long the kernel is told to keep an entry.
public final class Ttl {

    /// What ipset accepts at most; nft accepts more. Longer bans are asserted again before it ends.
    public static final long SECONDS_MAX = 2_147_483;

    private static final long MILLIS_MAX = SECONDS_MAX * 1000;
    private static final long SLACK_MILLIS = 3000;

    private Ttl() {}

    /// Whole seconds from now, at least one, at most what ipset accepts.
    static long seconds(Instant until, Instant now) {
        if (until.isAfter(now.plusSeconds(SECONDS_MAX))) {
            return SECONDS_MAX;
        }
        long millis = Duration.between(now, until).toMillis();
        return Math.clamp((millis + 999) / 1000, 1, SECONDS_MAX);
    }

    /// True when what the kernel holds needs no refreshing.
    public static boolean closeEnough(Instant wanted, Instant held, Instant now) {
        return closeEnough(millis(wanted), millis(held), now.toEpochMilli());
    }

    /// The same, in milliseconds. An end in the kernel that is too late is not close enough either.
    public static boolean closeEnough(long wanted, long held, long now) {
        if (held == Firewall.Elements.NEVER) {
            return false;
        }
        if (Math.abs(wanted - held) <= SLACK_MILLIS) {
            return true;
        }
        boolean clamped = wanted > now && (wanted - now < 0 || wanted - now > MILLIS_MAX);
        return clamped && held - now > MILLIS_MAX / 2 && held - now <= MILLIS_MAX + SLACK_MILLIS;
    }

    /// As [Instant#toEpochMilli()], or [Firewall.Elements#NEVER].
    static long millis(Instant instant) {
        return instant.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))
                ? Long.MAX_VALUE
                : instant.toEpochMilli();
    }
}
