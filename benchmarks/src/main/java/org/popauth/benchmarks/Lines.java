package org.popauth.benchmarks;

import java.util.Locale;

/// Log lines of one kind, in many variants, one after the other and round again.
final class Lines {

    private static final int VARIANTS = 1024;

    private final NumberedLine[] lines = new NumberedLine[VARIANTS];
    private int next;
    private int number;

    Lines(LineKind kind) {
        for (int i = 0; i < VARIANTS; i++) {
            lines[i] = new NumberedLine(text(kind, i));
        }
    }

    /// The text of one of the variants.
    static String text(LineKind kind, int i) {
        return kind.text()
                .replace("STAMP", stamp(i))
                .replace("CLIENT", client(i))
                .replace("USER", "user" + i);
    }

    private static String stamp(int i) {
        return String.format(Locale.ROOT, "Mar  1 10:%02d:%02d mx1", i / 60 % 60, i % 60);
    }

    private static String client(int i) {
        return "203.0." + (112 + i % 4) + "." + i % 256;
    }

    /// The next line.
    byte[] next() {
        next = next + 1 & VARIANTS - 1;
        number++;
        return lines[next].with(number & Integer.MAX_VALUE);
    }

    /// The client of the line that was taken last.
    String client() {
        return client(next);
    }
}
