package org.popauth.ingest;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;

/// The two times that matter here.
///
/// @param real for comparing with times of files
/// @param receipt when lines are received: the real time, or a fixed one
record IngestClock(InstantSource real, InstantSource receipt) {

    static IngestClock of(IngestConfig config) {
        var real = Clock.systemUTC();
        return new IngestClock(real, config.now().map(IngestClock::fixed).orElse(real));
    }

    private static InstantSource fixed(String text) {
        try {
            return InstantSource.fixed(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new BadSetting("ingest.now", text, "must be a time such as 2026-11-23T06:00:00Z");
        }
    }
}
