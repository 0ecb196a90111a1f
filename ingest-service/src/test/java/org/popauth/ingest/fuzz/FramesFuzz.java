package org.popauth.ingest.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.popauth.ingest.line.FrameSplitter;

/// Syslog connections. Public because Jazzer calls it.
public final class FramesFuzz {

    private static final int LINE_BYTES_MAX = 64;
    private static final int STEP_MAX = 40;

    private FramesFuzz() {}

    /// Splits the input at once and in steps.
    public static void fuzzerTestOneInput(byte[] input) {
        var whole = split(input, input.length);
        check(whole.equals(split(input, STEP_MAX)), "it matters how the bytes arrive");
        for (var line : whole) {
            check(line.length() <= LINE_BYTES_MAX, "a line is too long");
            check(line.indexOf('\n') < 0 && line.indexOf('\0') < 0, "a line holds a line end");
        }
        if (startsCounted(input)) {
            check(3 * (whole.size() - 1) <= input.length, "there are more lines than counts");
        }
    }

    /// Even the shortest message takes three bytes: `1 <`.
    private static boolean startsCounted(byte[] input) {
        return input.length > 3
                && input[0] >= '1'
                && input[0] <= '9'
                && input[1] == ' '
                && input[2] == '<';
    }

    private static List<String> split(byte[] input, int stepMax) {
        var lines = new ArrayList<String>();
        var random = new Random(input.length);
        var splitter = new FrameSplitter(LINE_BYTES_MAX);
        try {
            for (int at = 0; at < input.length; ) {
                int step = stepMax == input.length ? stepMax : 1 + random.nextInt(stepMax);
                int end = Math.min(input.length, at + step);
                splitter.take(input, at, end, (b, from, to, o, c) -> lines.add(text(b, from, to)));
                at = end;
            }
        } catch (IOException e) {
            lines.add("broken");
            return lines;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        lines.add(splitter.isUnfinished() ? "unfinished" : "whole");
        return lines;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static void check(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }
}
