package org.popauth.ingest.source;

import java.io.IOException;

/// Reads one source until its end, or until it is interrupted.
public interface SourceReader {

    /// Reads from where the source's progress says, and returns when the source has ended.
    ///
    /// @throws IOException when the source cannot be read now; it may be called again later
    /// @throws InterruptedException when the source is to stop
    void read() throws IOException, InterruptedException;

    /// Ends what an interrupt alone does not end; called once, by another thread.
    default void stop() {}
}
