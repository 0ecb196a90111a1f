package org.popauth.cli.explain;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;
import org.popauth.maillog.header.Header;

/// One line and what was made of it. One object is used for one line after the other of an input:
/// it is good only while the line is being reported.
final class Explained {

    private static final int PLACE_CHARS_MAX = 200;
    private static final int TEXT_BYTES_MAX = 1024;

    private final Input input;
    private final Header<?> header;
    private long number;
    private Reading reading = Reading.Ignored.BLANK;
    private @Nullable String program;
    private @Nullable String pattern;
    private Fields fields = Fields.NONE;
    private byte[] bytes = new byte[0];
    private int from;
    private int to;

    /// @param input where the lines come from
    /// @param header that is read of one line after the other
    Explained(Input input, Header<?> header) {
        this.input = input;
        this.header = header;
    }

    /// Moves to the next line, which stands in these bytes.
    void moveTo(byte[] inBytes, int lineFrom, int lineTo) {
        number++;
        bytes = inBytes;
        from = lineFrom;
        to = lineTo;
    }

    /// Says what was made of the line.
    ///
    /// @param byProgram that wrote it; null if it does not say
    /// @param byPattern of an operator that matched it; null if none did
    /// @param where the values in it stood; none if nobody asks
    void was(Reading read, @Nullable String byProgram, @Nullable String byPattern, Fields where) {
        reading = read;
        program = byProgram;
        pattern = byPattern;
        fields = where;
    }

    /// Where the line came from.
    Input input() {
        return input;
    }

    /// The number of the line in its input, from 1.
    long number() {
        return number;
    }

    /// What was made of it.
    Reading reading() {
        return reading;
    }

    /// The program that wrote it; null if it does not say.
    @Nullable String program() {
        return program;
    }

    /// What stands before its message; null if nothing does that can be read.
    @Nullable Header<?> header() {
        return program == null ? null : header;
    }

    /// The operator's pattern that matched it; null if none did.
    @Nullable String pattern() {
        return pattern;
    }

    /// Where the values in it stood; none if nobody asks.
    Fields fields() {
        return fields;
    }

    /// The bytes in which it stands.
    byte[] bytes() {
        return bytes;
    }

    /// Where it begins there.
    int from() {
        return from;
    }

    /// Where it ends there.
    int to() {
        return to;
    }

    /// Where the line stands, for people.
    String place() {
        return Printable.of(input.name() + ":" + number, PLACE_CHARS_MAX);
    }

    /// The line as it is, whatever it holds.
    String text() {
        return new String(bytes, from, Math.min(to - from, TEXT_BYTES_MAX), StandardCharsets.UTF_8);
    }

    /// As in the JSON: `event`, `ignored` or `unparsable`.
    String outcome() {
        return switch (reading) {
            case Reading.Recognised _ -> "event";
            case Reading.Ignored _ -> "ignored";
            case Reading.Unparsable _ -> "unparsable";
        };
    }
}
