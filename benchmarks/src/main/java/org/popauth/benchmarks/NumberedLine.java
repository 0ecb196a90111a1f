package org.popauth.benchmarks;

import java.nio.charset.StandardCharsets;

/// One line that gets another number each time it is taken, so that it does not look like a
/// repetition of one that was counted before. Writing the number costs a few nanoseconds.
final class NumberedLine {

    /// What stands for the number in the text, and is as long.
    static final String NUMBER = "NUMBER";

    private static final int DIGITS = NUMBER.length();
    private static final int MIN = 100_000;
    private static final int RANGE = 900_000;

    private final byte[] bytes;

    /// Where the number ends, 0 if the line has none.
    private final int end;

    /// @param text of single bytes; the number stands where it first holds [#NUMBER]
    NumberedLine(String text) {
        int at = text.indexOf(NUMBER);
        var zeros = "0".repeat(DIGITS);
        var whole = text.replaceFirst(NUMBER, zeros);
        this.bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
        this.end = at < 0 ? 0 : at + DIGITS;
    }

    /// The line with a number.
    byte[] with(int number) {
        int rest = MIN + number % RANGE;
        for (int i = 1; i <= DIGITS && i <= end; i++) {
            bytes[end - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return bytes;
    }
}
