package org.popauth.cli.lines;

import java.io.IOException;
import java.io.InputStream;
import org.popauth.maillog.bytes.Bytes;

/// Reads lines as bytes, whatever they are, where they were read to: nothing is copied but what one
/// read left of a line. Of a line that is too long only the beginning is kept.
public final class LineReader {

    /// The most bytes of a line that are kept.
    static final int LINE_BYTES_MAX = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 18;

    private final InputStream in;
    private final Runnable beforeWaiting;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /// Where the first byte of the buffer stands in the input.
    private long base;

    private int next;
    private int end;
    private int from;
    private int to;
    private long offset;

    /// @param beforeWaiting run before each read, which may wait for long
    public LineReader(InputStream in, Runnable beforeWaiting) {
        this.in = in;
        this.beforeWaiting = beforeWaiting;
    }

    /// Goes to the next line.
    ///
    /// @return false when there is none
    public boolean advance() throws IOException {
        from = next;
        offset = base + from;
        int newline = newline(from);
        while (newline < 0) {
            if (end - from >= LINE_BYTES_MAX) {
                return keepBeginning();
            }
            int seen = end - from;
            if (!fill()) {
                to = next = end;
                return to > from;
            }
            newline = newline(from + seen);
        }
        endAt(newline);
        return true;
    }

    private int newline(int at) {
        return Bytes.indexOf(buffer, at, end, '\n');
    }

    private void endAt(int newline) {
        int last = newline > from && buffer[newline - 1] == '\r' ? newline - 1 : newline;
        to = Math.min(last, from + LINE_BYTES_MAX);
        next = newline + 1;
    }

    /// Reads on behind what there is of the line; false at the end of the input.
    private boolean fill() throws IOException {
        moveToBeginning();
        beforeWaiting.run();
        int count = in.read(buffer, end, BUFFER_BYTES - end);
        end += Math.max(count, 0);
        return count > 0;
    }

    private void moveToBeginning() {
        System.arraycopy(buffer, from, buffer, 0, end - from);
        base += from;
        end -= from;
        from = 0;
    }

    private boolean keepBeginning() throws IOException {
        moveToBeginning();
        to = LINE_BYTES_MAX;
        int newline = newline(to);
        while (newline < 0) {
            base += end - to;
            end = to;
            if (!fill()) {
                next = end;
                return true;
            }
            newline = newline(to);
        }
        next = newline + 1;
        return true;
    }

    /// The bytes in which the line stands; good until the next call of [#advance()].
    public byte[] bytes() {
        return buffer;
    }

    /// Where the line begins in [#bytes()].
    public int from() {
        return from;
    }

    /// Where it ends there, without its line end.
    public int to() {
        return to;
    }

    /// Where the line begins in the input, in bytes.
    public long offset() {
        return offset;
    }
}
