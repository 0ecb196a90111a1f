package org.popauth.cli.explain;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads lines as bytes, whatever they are. Of a line that is too long only the beginning is kept.
final class LineReader {

    /// The most bytes of a line that are kept.
    static final int LINE_BYTES_MAX = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final Runnable beforeWaiting;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;
    private byte[] line = new byte[512];
    private int length;
    private long offset;
    private long following;

    /// @param beforeWaiting run before each read, which may wait for long
    LineReader(InputStream in, Runnable beforeWaiting) {
        this.in = in;
        this.beforeWaiting = beforeWaiting;
    }

    /// Goes to the next line.
    ///
    /// @return false when there is none
    boolean advance() throws IOException {
        offset = following;
        length = 0;
        while (next < end || fill()) {
            int newline = next;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            keep(newline);
            following += newline - next;
            next = newline;
            if (newline < end) {
                next++;
                following++;
                dropCarriageReturn();
                return true;
            }
        }
        return following > offset;
    }

    private boolean fill() throws IOException {
        beforeWaiting.run();
        next = 0;
        end = Math.max(in.read(buffer), 0);
        return end > 0;
    }

    private void keep(int to) {
        int count = Math.min(to - next, LINE_BYTES_MAX - length);
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        System.arraycopy(buffer, next, line, length, count);
        length += count;
    }

    private void dropCarriageReturn() {
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
    }

    /// The bytes of the line, from 0 to [#length()]; good until the next call of [#advance()].
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /// Where the line begins, in bytes.
    long offset() {
        return offset;
    }
}
