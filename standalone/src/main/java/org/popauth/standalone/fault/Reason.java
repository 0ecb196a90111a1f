package org.popauth.standalone.fault;

import java.util.regex.Pattern;

/// Why the text of a setting cannot be read, as the rest of a sentence that begins with the
/// setting.
final class Reason {

    private static final Pattern CODE =
            Pattern.compile("^(SRCFG\\d+: |[\\w.$]+(Exception|Error): )+");
    private static final Pattern CHOICE = Pattern.compile("allowed values: (.*)$");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "Expected an? (integer|long|short|float|double) value|For input string");

    private Reason() {}

    /// @param message what the converter said
    static String of(String message) {
        if (message.contains("to a Duration")) {
            return "is no duration; write for example 90s, 30m, 24h or 7d";
        }
        // Of the types that settings have, times alone are read by a method of their own.
        if (message.contains("static method") || message.contains("DateTimeParseException")) {
            return "is no time; write it in UTC, for example 2026-11-23T06:00:00Z";
        }
        var choice = CHOICE.matcher(message);
        if (choice.find()) {
            return "is not known; choose one of " + choice.group(1).replaceAll(",\\s*", ", ");
        }
        if (NUMBER.matcher(message).find()) {
            return "is no number";
        }
        var plain = CODE.matcher(message.strip()).replaceFirst("");
        return plain.isEmpty() ? "cannot be read" : "cannot be read: " + plain;
    }
}
