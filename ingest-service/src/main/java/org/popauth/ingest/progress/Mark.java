package org.popauth.ingest.progress;

/// Where reading has to go on after a restart.
///
/// @param acknowledged all events of lines before it are safe on the broker
/// @param resume where to read from, to know again what lines before `acknowledged` said: at or
///   before it
public record Mark(Position acknowledged, Position resume) {

    /// A mark from which nothing has to be read again.
    public static Mark at(Position position) {
        return new Mark(position, position);
    }
}
