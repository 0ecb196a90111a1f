package org.popauth.ingest.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.line.Splitter;

/// Reads the [Journal Export Format](https://systemd.io/JOURNAL_EXPORT_FORMATS/): fields as
/// `NAME=value`, or for values of any bytes `NAME`, line end, length (64 bits, little endian),
/// value, line end; a blank line ends an entry.
///
/// Of a value that is too long the beginning is kept. What is no such format is skipped up to the
/// next blank line, and handed on as one line that nobody can read.
public final class ExportSplitter implements Splitter {

    /// More is no length but something else; journald itself takes 768 MiB.
    private static final long VALUE_BYTES_MAX = 1L << 30;

    private static final int NAME_BYTES_MAX = 64;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int LENGTH_BYTES = 8;

    private enum State {
        LINE,
        LENGTH,
        VALUE,
        LINE_END,
        BROKEN
    }

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] field;
    private final Entry entry;
    private State state = State.LINE;

    /// How many bytes of the field are kept, and how many are not.
    private int kept;

    private long dropped;
    private int nameLength;
    private long missing;
    private long length;
    private boolean lineIsBlank = true;
    private long entryAt;
    private long nextByte;

    /// @param host the mail host of entries that name none
    /// @param lineBytesMax the longest message that is handed on whole
    public ExportSplitter(Senders senders, String host, int lineBytesMax) {
        this.entry = new Entry(senders, host, lineBytesMax);
        this.field = new byte[NAME_BYTES_MAX + 1 + lineBytesMax];
    }

    /// The names of the fields that are looked at.
    public static List<String> fields() {
        return Arrays.stream(Field.values()).map(Field::name).toList();
    }

    @Override
    public ByteBuffer room() {
        return ByteBuffer.wrap(chunk);
    }

    @Override
    public void split(int filled, LineSink sink) throws InterruptedException {
        int at = 0;
        while (at < filled) {
            int before = at;
            at =
                    switch (state) {
                        case LINE -> readLine(at, filled, sink);
                        case LENGTH -> readLength(at, filled, sink);
                        case VALUE -> readValue(at, filled);
                        case LINE_END -> readLineEnd(at, sink);
                        case BROKEN -> skipBroken(at, filled);
                    };
            nextByte += at - before;
            if (entry.isEmpty() && kept == 0 && state == State.LINE) {
                entryAt = nextByte;
            }
        }
    }

    private int readLine(int at, int end, LineSink sink) throws InterruptedException {
        int stop = indexOfLineEnd(at, end);
        keep(at, stop);
        if (stop == end) {
            return end;
        }
        if (kept == 0) {
            endEntry(sink);
        } else {
            endLine(sink);
        }
        return stop + 1;
    }

    private int indexOfLineEnd(int at, int end) {
        int stop = at;
        while (stop < end && chunk[stop] != '\n') {
            stop++;
        }
        return stop;
    }

    private void keep(int from, int to) {
        int fits = Math.min(to - from, field.length - kept);
        System.arraycopy(chunk, from, field, kept, fits);
        kept += fits;
        dropped += to - from - fits;
    }

    private void endEntry(LineSink sink) throws InterruptedException {
        if (!entry.isEmpty()) {
            entry.hand(entryAt, sink);
            entry.clear();
        }
    }

    private void endLine(LineSink sink) throws InterruptedException {
        nameLength = nameLength();
        if (nameLength == 0 || (nameLength == kept && dropped > 0)) {
            broken(sink);
        } else if (nameLength == kept) {
            state = State.LENGTH;
            length = 0;
            missing = LENGTH_BYTES;
        } else {
            endField(nameLength + 1);
        }
    }

    /// How long the name is; 0 if there is none.
    private int nameLength() {
        int at = 0;
        while (at < kept && at <= NAME_BYTES_MAX && isOfName(field[at])) {
            at++;
        }
        return at <= NAME_BYTES_MAX && (at == kept || field[at] == '=') ? at : 0;
    }

    private static boolean isOfName(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_';
    }

    private void endField(int valueFrom) {
        entry.put(Field.of(field, 0, nameLength), field, valueFrom, kept, dropped > 0);
        kept = 0;
        dropped = 0;
        state = State.LINE;
    }

    private int readLength(int from, int end, LineSink sink) throws InterruptedException {
        int at = from;
        for (; at < end && missing > 0; at++, missing--) {
            length |= (chunk[at] & 0xffL) << (8 * (LENGTH_BYTES - missing));
        }
        if (missing == 0) {
            if (length < 0 || length > VALUE_BYTES_MAX) {
                broken(sink);
            } else {
                missing = length;
                state = length == 0 ? State.LINE_END : State.VALUE;
            }
        }
        return at;
    }

    private int readValue(int at, int end) {
        int stop = (int) Math.min(end, at + missing);
        keep(at, stop);
        missing -= stop - at;
        if (missing == 0) {
            state = State.LINE_END;
        }
        return stop;
    }

    private int readLineEnd(int at, LineSink sink) throws InterruptedException {
        if (chunk[at] != '\n') {
            broken(sink);
            return at;
        }
        endField(nameLength);
        return at + 1;
    }

    private void broken(LineSink sink) throws InterruptedException {
        int to = firstLineEnd();
        sink.line(field, 0, to, entryAt, dropped > 0 || to < kept);
        entry.clear();
        kept = 0;
        dropped = 0;
        lineIsBlank = false;
        state = State.BROKEN;
    }

    /// A binary value may hold line ends, and what is handed on is one line.
    private int firstLineEnd() {
        int at = 0;
        while (at < kept && field[at] != '\n') {
            at++;
        }
        return at;
    }

    private int skipBroken(int from, int end) {
        int at = from;
        for (; at < end && state == State.BROKEN; at++) {
            boolean lineEnd = chunk[at] == '\n';
            if (lineEnd && lineIsBlank) {
                state = State.LINE;
            }
            lineIsBlank = lineEnd;
        }
        return at;
    }

    @Override
    public void end(LineSink sink) throws InterruptedException {
        if (state == State.LINE && kept > 0) {
            endLine(sink);
        }
        if (state == State.LINE) {
            endEntry(sink);
        }
        restart(nextByte);
    }

    /// Where the entry that is being handed on stands in its journal; empty if it does not say.
    public String cursor() {
        return entry.cursor();
    }

    @Override
    public long offset() {
        return entryAt;
    }

    @Override
    public long nextByte() {
        return nextByte;
    }

    @Override
    public void restart(long at) {
        entryAt = at;
        nextByte = at;
        kept = 0;
        dropped = 0;
        state = State.LINE;
        entry.clear();
    }
}
