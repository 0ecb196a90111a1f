package org.popauth.cli.explain;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;

/// One line and what was made of it.
///
/// @param input where it came from
/// @param number of the line in its input, from 1
/// @param reading what was made of it
/// @param program that wrote it; null if it does not say
/// @param pattern of an operator that matched it; null if none did
/// @param fields where the values in it stood; none if nobody asks
/// @param bytes in which the line stands; good only while it is being reported
/// @param from where it begins there
/// @param to where it ends there
record Explained(
        Input input,
        long number,
        Reading reading,
        @Nullable String program,
        @Nullable String pattern,
        Fields fields,
        byte[] bytes,
        int from,
        int to) {

    private static final int PLACE_CHARS_MAX = 200;
    private static final int TEXT_BYTES_MAX = 1024;

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
