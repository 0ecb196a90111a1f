package org.popauth.ingest.line;

import java.nio.ByteBuffer;

/// Splits a stream of bytes into lines, in one buffer that is used again and again.
///
/// A line ends with LF or CRLF; any other byte is part of it. Of a line that is longer than the
/// limit only the beginning is kept, and it is handed on when its end is seen: until then
/// [#offset()] stays before it, so that nobody who starts reading there takes the end of a line for
/// a line.
public final class LineSplitter implements Splitter {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final byte[] buffer;
    private final int lineBytesMax;

    /// The bytes from 0 to here are the beginning of a line whose end was not seen.
    private int kept;

    /// How many bytes of that line were thrown away, because it is too long.
    private long dropped;

    private long offset;

    /// @param lineBytesMax the longest line that is handed on whole
    public LineSplitter(int lineBytesMax) {
        this.lineBytesMax = lineBytesMax;
        this.buffer = new byte[lineBytesMax + CHUNK_BYTES];
    }

    @Override
    public ByteBuffer room() {
        return ByteBuffer.wrap(buffer, kept, buffer.length - kept);
    }

    @Override
    public void split(int filled, LineSink sink) throws InterruptedException {
        int end = kept + filled;
        int start = 0;
        for (int i = kept; i < end; i++) {
            if (buffer[i] == '\n') {
                hand(start, i, 1, sink);
                start = i + 1;
            }
        }
        keep(start, end);
    }

    /// Hands on what follows the last line end, if anything: the source has no more bytes.
    @Override
    public void end(LineSink sink) throws InterruptedException {
        if (kept > 0) {
            int end = kept;
            kept = 0;
            hand(0, end, 0, sink);
        }
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long nextByte() {
        return offset + kept + dropped;
    }

    @Override
    public void restart(long at) {
        offset = at;
        kept = 0;
        dropped = 0;
    }

    private void hand(int from, int lineEnd, int endBytes, LineSink sink)
            throws InterruptedException {
        long at = offset;
        boolean crlf =
                endBytes > 0 && dropped == 0 && lineEnd > from && buffer[lineEnd - 1] == '\r';
        int length = lineEnd - from - (crlf ? 1 : 0);
        boolean cut = dropped > 0 || length > lineBytesMax;
        int to = from + Math.min(length, lineBytesMax);
        offset += lineEnd - from + endBytes + dropped;
        dropped = 0;
        sink.line(buffer, from, to, at, cut);
    }

    /// One byte more than the limit is kept, since it may turn out to be the CR of a CRLF.
    private void keep(int start, int end) {
        int length = end - start;
        if (length > lineBytesMax + 1) {
            dropped += length - lineBytesMax - 1;
            length = lineBytesMax + 1;
        }
        System.arraycopy(buffer, start, buffer, 0, length);
        kept = length;
    }
}
