package org.popauth.ingest.line;

/// Takes lines, one at a time, in order.
@FunctionalInterface
public interface LineSink {

    /// One line without its line end.
    ///
    /// @param bytes valid during the call only
    /// @param from the first byte of the line
    /// @param to after the last byte of the line
    /// @param offset where the line begins in its source
    /// @param cut true when the line was longer than the limit and its end was dropped
    /// @throws InterruptedException when the source is to stop
    void line(byte[] bytes, int from, int to, long offset, boolean cut) throws InterruptedException;

    /// In the place of a line: something whose sender is not believed.
    ///
    /// @param offset where it begins in its source
    /// @param who its sender, and what it claims to be; printable
    default void refused(long offset, String who) {}
}
