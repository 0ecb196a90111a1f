package org.popauth.ingest.line;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Arrays;

/// Makes lines of one syslog connection, in the framing that its first bytes show.
///
/// Octet counting (RFC 6587, section 3.4.1; RFC 5425, section 4.3.1) is `LENGTH SP <PRI>…`;
/// anything else is a line that ends with LF, CR LF or NUL (section 3.4.2). A connection that has
/// counted once must go on counting: else what a client wrote into a line could pass for the next
/// one. Memory is taken only for what is unfinished at the end of a chunk. Lines have no offset.
public final class FrameSplitter {

    private static final int DIGITS_MAX = 7;
    private static final int KEPT_BYTES = 256;

    private enum Framing {
        UNKNOWN,
        COUNTED,
        LINES,
        BROKEN
    }

    private final int lineBytesMax;
    private Framing framing = Framing.UNKNOWN;

    /// What is unfinished: the beginning of a length, of a message or of a line.
    private byte[] kept = new byte[KEPT_BYTES];

    private int length;

    /// How many bytes of that were thrown away, because it is too long.
    private long dropped;

    /// How many bytes of a counted message are still to come; negative while its length is read.
    private int missing = -1;

    /// @param lineBytesMax the longest line that is handed on whole
    public FrameSplitter(int lineBytesMax) {
        this.lineBytesMax = lineBytesMax;
    }

    /// Hands on the lines that are complete with these bytes.
    ///
    /// @throws IOException when a connection that counts goes on with something else; what follows
    ///   is not looked at
    public void take(byte[] bytes, int from, int to, LineSink sink)
            throws IOException, InterruptedException {
        int at = from;
        while (at < to && framing != Framing.BROKEN) {
            at =
                    framing == Framing.LINES
                            ? line(bytes, at, to, sink)
                            : missing < 0 ? count(bytes, at, to) : message(bytes, at, to, sink);
        }
    }

    /// Hands on the one message of a datagram (RFC 5426, section 3.1).
    public void takeDatagram(byte[] bytes, LineSink sink) throws InterruptedException {
        hand(bytes, 0, bytes.length, sink);
    }

    /// True when the connection ends within a message or line, which nobody will ever see whole.
    public boolean isUnfinished() {
        return length > 0 || dropped > 0 || missing > 0;
    }

    /// Reads one byte of `LENGTH SP`, and looks whether `<` follows.
    private int count(byte[] bytes, int at, int to) throws IOException {
        byte next = bytes[at];
        boolean counts = length > 0 && kept[length - 1] == ' ';
        if (counts && next == '<') {
            missing = Integer.parseInt(new String(kept, 0, length - 1, US_ASCII));
            length = 0;
            framing = Framing.COUNTED;
            return at;
        }
        boolean digit = next >= (length == 0 ? '1' : '0') && next <= '9';
        if (!counts && ((digit && length < DIGITS_MAX) || (next == ' ' && length > 0))) {
            kept[length++] = next;
            return at + 1;
        }
        if (framing == Framing.COUNTED) {
            framing = Framing.BROKEN;
            length = 0;
            throw new IOException("it counts octets, and then sent something without a count");
        }
        framing = Framing.LINES;
        return at;
    }

    private int message(byte[] bytes, int at, int to, LineSink sink) throws InterruptedException {
        int end = at + Math.min(missing, to - at);
        missing -= end - at;
        if (missing > 0) {
            keep(bytes, at, end);
            return end;
        }
        missing = -1;
        if (length == 0 && dropped == 0) {
            hand(bytes, at, end, sink);
        } else {
            keep(bytes, at, end);
            handKept(sink);
        }
        return end;
    }

    private int line(byte[] bytes, int at, int to, LineSink sink) throws InterruptedException {
        int end = at;
        while (end < to && bytes[end] != '\n' && bytes[end] != 0) {
            end++;
        }
        if (end == to) {
            keep(bytes, at, end);
            return end;
        }
        if (length == 0 && dropped == 0) {
            hand(bytes, at, end, sink);
        } else {
            keep(bytes, at, end);
            handKept(sink);
        }
        return end + 1;
    }

    private void keep(byte[] bytes, int from, int to) {
        int room = Math.min(to - from, lineBytesMax + 1 - length);
        if (length + room > kept.length) {
            kept =
                    Arrays.copyOf(
                            kept,
                            Math.max(length + room, Math.min(2 * kept.length, lineBytesMax + 1)));
        }
        System.arraycopy(bytes, from, kept, length, room);
        length += room;
        dropped += to - from - room;
    }

    private void handKept(LineSink sink) throws InterruptedException {
        int end = length;
        boolean isCut = dropped > 0;
        length = 0;
        dropped = 0;
        hand(kept, 0, end, isCut, sink);
        if (kept.length > 16 * KEPT_BYTES) {
            kept = new byte[KEPT_BYTES];
        }
    }

    private void hand(byte[] bytes, int from, int to, LineSink sink) throws InterruptedException {
        hand(bytes, from, to, false, sink);
    }

    /// A message may hold line ends, and what is handed on is one line: up to the first.
    private void hand(byte[] bytes, int from, int to, boolean isCut, LineSink sink)
            throws InterruptedException {
        int end = from;
        while (end < to && bytes[end] != '\n' && bytes[end] != 0) {
            end++;
        }
        boolean cut = isCut || hasMore(bytes, end, to);
        boolean isWhole = end < to || !isCut;
        if (isWhole && end > from && bytes[end - 1] == '\r') {
            end--;
        }
        if (end - from > lineBytesMax) {
            end = from + lineBytesMax;
            cut = true;
        }
        if (end > from) {
            sink.line(bytes, from, end, 0, cut);
        }
    }

    /// True when behind a line end something else follows.
    private static boolean hasMore(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] != '\n' && bytes[at] != '\r' && bytes[at] != 0) {
                return true;
            }
        }
        return false;
    }
}
