package org.popauth.ingest;

import java.time.Clock;
import java.time.InstantSource;

/// The two times that matter here.
///
/// @param real for comparing with times of files
/// @param receipt when lines are received: the real time, or a fixed one
record IngestClock(InstantSource real, InstantSource receipt) {

    static IngestClock of(IngestConfig config) {
        var real = Clock.systemUTC();
        return new IngestClock(real, config.now().map(InstantSource::fixed).orElse(real));
    }
}
