package org.popauth.ingest.progress;

import java.time.Instant;
import java.util.List;

/// What a source has to remember over a restart.
///
/// @param source the name in its event ids; a checkpoint of another source is none
/// @param savedAt when it was written
/// @param acknowledged as in [Mark]
/// @param resume as in [Mark]
/// @param files those that hold lines from `resume` on, oldest first; the last is the one that is
///   being read; empty for streams
public record Checkpoint(
        String source,
        Instant savedAt,
        Position acknowledged,
        Position resume,
        List<Incarnation> files) {

    public Checkpoint {
        files = List.copyOf(files);
    }

    /// Where reading has to go on.
    public Mark mark() {
        return new Mark(acknowledged, resume);
    }

    /// The newest generation that may have been used in an event id.
    public long lastGeneration() {
        return files.isEmpty() ? acknowledged.generation() : files.getLast().generation();
    }
}
