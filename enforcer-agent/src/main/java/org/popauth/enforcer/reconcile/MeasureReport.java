package org.popauth.enforcer.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Enforcement.MeasureState;

/// How one measure stands on this host.
///
/// @param lookedAt when what holds was last looked at; null before the first time
/// @param waitingSince since when a decision waits to be applied; null when none does
/// @param failure what failed at the last try
/// @param problems all that keeps the measure from taking effect, the failure too
public record MeasureReport(
        String backend,
        MeasureState state,
        @Nullable Instant lookedAt,
        @Nullable Instant waitingSince,
        @Nullable String failure,
        List<String> problems) {

    static MeasureReport atStart(Place place) {
        var nothing = new MeasureState(place.measure(), 0, 0, 0, 0);
        return new MeasureReport(place.backend(), nothing, null, null, null, place.problems());
    }

    /// How long the oldest decision has been waiting.
    public Duration lag(Instant now) {
        return waitingSince == null ? Duration.ZERO : Duration.between(waitingSince, now);
    }
}
