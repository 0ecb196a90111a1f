package org.popauth.ingest.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.popauth.ingest.line.LineSink;
import org.popauth.ingest.line.Splitter;

/// What must be true of every framing, whatever bytes come.
///
/// @param splitter makes one
/// @param lineBytesMax the longest line that it may hand on
record Framing(Supplier<Splitter> splitter, int lineBytesMax) {

    private static final int STEP_MAX = 700;

    /// One line or refusal, as it was handed on.
    private record Piece(long offset, String text, boolean refused) {}

    /// The bytes at once and in steps of any length give the same, within all limits.
    void check(byte[] input) {
        var whole = split(input, new Random(0), true);
        var steps = split(input, new Random(input.length), false);
        check(whole.equals(steps), "it matters how the bytes arrive");
        long last = -1;
        for (var piece : whole) {
            check(piece.offset >= last && piece.offset <= input.length, "an offset goes back");
            check(piece.refused || piece.text.length() <= lineBytesMax, "a line is too long");
            check(piece.text.indexOf('\n') < 0, "a line holds a line end");
            last = piece.offset;
        }
    }

    /// What ends with this is handed on at last as that line.
    void checkRecovery(byte[] input, String end, String line) {
        var bytes = new String(input, StandardCharsets.ISO_8859_1) + end;
        var pieces = split(bytes.getBytes(StandardCharsets.ISO_8859_1), new Random(1), false);
        check(!pieces.isEmpty() && pieces.getLast().text.equals(line), "a good line is not read");
    }

    private List<Piece> split(byte[] input, Random random, boolean atOnce) {
        var pieces = new ArrayList<Piece>();
        var sink = sink(pieces);
        var split = splitter.get();
        try {
            for (int at = 0; at < input.length; ) {
                var room = split.room();
                check(room.hasRemaining(), "there is no room left");
                int step = atOnce ? input.length : 1 + random.nextInt(STEP_MAX);
                int length = Math.min(step, Math.min(room.remaining(), input.length - at));
                room.put(input, at, length);
                split.split(length, sink);
                at += length;
                check(split.nextByte() == at, "the next byte is another one");
                check(split.offset() <= at, "the next line begins behind the next byte");
            }
            split.end(sink);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return pieces;
    }

    private static LineSink sink(List<Piece> pieces) {
        return new LineSink() {
            @Override
            public void line(byte[] bytes, int from, int to, long offset, boolean cut) {
                var text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
                pieces.add(new Piece(offset, text, false));
            }

            @Override
            public void refused(long offset, String who) {
                pieces.add(new Piece(offset, who, true));
            }
        };
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }
}
