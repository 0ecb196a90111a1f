package org.popauth.ingest.source;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.popauth.ingest.checkpoint.SourceProgress;
import org.popauth.ingest.line.Splitter;

/// What every reader of a source works with.
///
/// @param progress how far the source is
/// @param intake takes its lines
/// @param status says what it is doing
/// @param counters what came out of it
/// @param clock the real time, for comparing with times of files
/// @param lineBytesMax the longest line that is read whole
/// @param newSplitter makes lines of the bytes of a file or stream
/// @param pollInterval how often to look when nothing tells that there is something new
public record SourceSetup(
        SourceProgress progress,
        LineIntake intake,
        SourceStatus status,
        SourceCounters counters,
        InstantSource clock,
        int lineBytesMax,
        Supplier<Splitter> newSplitter,
        Duration pollInterval) {}
