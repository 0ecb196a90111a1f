package org.popauth.ingest.line;

import java.nio.ByteBuffer;

/// Makes lines of the bytes of a source.
public interface Splitter {

    /// Room for the next bytes of the source; to be filled from its position on.
    ByteBuffer room();

    /// Hands on the lines that are complete now.
    ///
    /// @param filled how many bytes were put into [#room()]
    void split(int filled, LineSink sink) throws InterruptedException;

    /// Hands on what is left, if it can be a line: the source has no more bytes.
    void end(LineSink sink) throws InterruptedException;

    /// Where the next line begins in the source.
    long offset();

    /// Where the next byte of the source is to be read.
    long nextByte();

    /// Forgets everything: the next byte is at this offset, and a line begins there.
    void restart(long at);
}
