package org.popauth.ingest.progress;

/// The events of a source that are on their way to the broker. Safe for use by several threads.
public interface InFlight {

    /// How many events are on their way, or wait for an older one.
    int inFlight();

    /// How long the oldest event has been on its way, in nanoseconds; 0 if none is.
    ///
    /// @param nowNanos a monotonic time
    long oldestNanos(long nowNanos);

    /// Waits until no event is on its way.
    void awaitAll() throws InterruptedException;
}
