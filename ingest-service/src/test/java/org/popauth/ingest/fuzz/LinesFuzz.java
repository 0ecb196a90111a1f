package org.popauth.ingest.fuzz;

import org.popauth.ingest.line.LineSplitter;

/// Files, pipes and standard input. Public because Jazzer calls it.
public final class LinesFuzz {

    private static final int LINE_BYTES_MAX = 64;
    private static final String GOOD = "Nov 23 06:52:57 good a: b";
    private static final Framing FRAMING =
            new Framing(() -> new LineSplitter(LINE_BYTES_MAX), LINE_BYTES_MAX);

    private LinesFuzz() {}

    /// Splits the input, and a good line after it.
    public static void fuzzerTestOneInput(byte[] input) {
        FRAMING.check(input);
        FRAMING.checkRecovery(input, "\n" + GOOD + "\n", GOOD);
    }
}
