package org.popauth.ingest.progress;

import org.popauth.events.EventId;

/// A place in a source: the generation of a file (or of an open stream), and where in it.
///
/// @param generation as in an event's id
/// @param offset as in an event's id
public record Position(long generation, long offset) implements Comparable<Position> {

    /// Where the line of an event stood.
    public static Position of(EventId id) {
        return new Position(id.generation(), id.offset());
    }

    /// True when the place lies before another one.
    public boolean isBefore(Position other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Position other) {
        int byGeneration = Long.compare(generation, other.generation);
        return byGeneration != 0 ? byGeneration : Long.compare(offset, other.offset);
    }
}
