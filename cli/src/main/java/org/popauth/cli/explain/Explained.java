package org.popauth.cli.explain;

import org.popauth.maillog.Reading;

/// One line and what was made of it.
///
/// @param input where it came from
/// @param number of the line in its input, from 1
/// @param reading what was made of it
record Explained(Input input, long number, Reading reading) {

    /// As in the JSON: `event`, `ignored` or `unparsable`.
    String outcome() {
        return switch (reading) {
            case Reading.Recognised _ -> "event";
            case Reading.Ignored _ -> "ignored";
            case Reading.Unparsable _ -> "unparsable";
        };
    }
}
