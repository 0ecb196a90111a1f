package org.popauth.ingest.source;

import org.jspecify.annotations.Nullable;

/// What a source is doing, as told to whoever asks.
public final class SourceStatus {

    /// What a source may be doing.
    public enum State {
        /// Not yet opened.
        STARTING,
        /// What it is to read does not exist yet.
        WAITING,
        /// Reading lines, or waiting for the next one.
        READING,
        /// Read to the end, every event acknowledged.
        FINISHED,
        /// It cannot be read; tried again from time to time.
        BROKEN
    }

    private record Now(State state, @Nullable String detail) {}

    private volatile Now now = new Now(State.STARTING, null);

    /// What it does now.
    public State state() {
        return now.state();
    }

    /// What it does now, in words.
    public String text() {
        var current = now;
        return switch (current.state()) {
            case STARTING -> "starting";
            case WAITING -> "waiting for " + current.detail();
            case READING -> "reading";
            case FINISHED -> "finished";
            case BROKEN -> "broken: " + current.detail();
        };
    }

    /// It waits for something to appear.
    ///
    /// @return true when it was not waiting before
    public boolean waitingFor(String what) {
        return change(new Now(State.WAITING, what));
    }

    /// It reads.
    ///
    /// @return true when it was not reading before
    public boolean reading() {
        return change(new Now(State.READING, null));
    }

    /// It has come to its end.
    public void finished() {
        change(new Now(State.FINISHED, null));
    }

    /// It cannot be read.
    ///
    /// @return true when this is news
    public boolean broken(String why) {
        return change(new Now(State.BROKEN, why));
    }

    private boolean change(Now next) {
        boolean news = !next.equals(now);
        now = next;
        return news;
    }
}
