package org.popauth.maillog.patterns;

import org.popauth.events.Printable;

/// What is wrong at a place of a file.
///
/// @param file its name, as it was given
/// @param line from 1
/// @param column from 1
/// @param message what is wrong, and what would be right
public record Fault(String file, int line, int column, String message) {

    private static final int MESSAGE_CHARS_MAX = 400;

    /// `patterns.yaml:12:14: unknown group "adress"; …`, printable whatever the file holds.
    @Override
    public String toString() {
        return Printable.of(file, MESSAGE_CHARS_MAX)
                + ":"
                + line
                + ":"
                + column
                + ": "
                + Printable.of(message, MESSAGE_CHARS_MAX);
    }
}
