package org.popauth.ingest.progress;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a source has to remember over a restart.
///
/// @param source the name in its event ids; a checkpoint of another source is none
/// @param savedAt when it was written
/// @param acknowledged as in [Mark]
/// @param resume as in [Mark]
/// @param files those that hold lines from `resume` on, oldest first; the last is the one that is
///   being read; empty for streams
/// @param anchors where to begin, best first, of a source that is not read by offset; null as in
///   checkpoints of earlier versions for none
public record Checkpoint(
        String source,
        Instant savedAt,
        Position acknowledged,
        Position resume,
        List<Incarnation> files,
        @Nullable List<Anchor> anchors) {

    public Checkpoint {
        files = List.copyOf(files);
        anchors = anchors == null ? List.of() : List.copyOf(anchors);
    }

    /// Where to begin, best first.
    @Override
    public List<Anchor> anchors() {
        return anchors == null ? List.of() : anchors;
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
