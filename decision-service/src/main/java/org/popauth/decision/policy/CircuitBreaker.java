package org.popauth.decision.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The breaker that counts per minute of event time, over all clients and per RBL zone.
public final class CircuitBreaker implements Breaker {

    /// The scope that counts every measure.
    public static final String ALL = "all";

    private final Limits limits;
    private final Tallies tallies;

    public CircuitBreaker(Limits limits, Tallies tallies) {
        this.limits = limits;
        this.tallies = tallies;
    }

    @Override
    public @Nullable String holds(Instant at, @Nullable String zone) {
        var minute = at.truncatedTo(ChronoUnit.MINUTES);
        var all = tallies.of(ALL, minute);
        if (all.admitted() >= limits.measuresPerMinute()) {
            all.hold();
            return "more than " + limits.measuresPerMinute() + " new measures within a minute";
        }
        if (zone != null) {
            var ofZone = tallies.of("zone:" + zone.toLowerCase(Locale.ROOT), minute);
            if (ofZone.admitted() >= limits.clientsPerZoneAndMinute()) {
                ofZone.hold();
                return zone
                        + " lists more than "
                        + limits.clientsPerZoneAndMinute()
                        + " clients within a minute";
            }
            ofZone.admit();
        }
        all.admit();
        return null;
    }

    /// Beyond which numbers measures are held back.
    public record Limits(int measuresPerMinute, int clientsPerZoneAndMinute) {}

    /// Where the counts are kept.
    @FunctionalInterface
    public interface Tallies {
        /// The count of a scope in a minute; begins at nothing.
        Tally of(String scope, Instant minute);
    }

    /// How many measures of one scope and minute were let through.
    public interface Tally {
        int admitted();

        void admit();

        void hold();
    }
}
