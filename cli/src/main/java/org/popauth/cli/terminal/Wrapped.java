package org.popauth.cli.terminal;

import java.util.regex.Pattern;

/// Text that is broken between words where a terminal ends. Colours take no room; a word that is
/// longer than a line is left to the terminal.
final class Wrapped {

    /// In less room than this nothing can be read; the terminal may break the text as it likes.
    private static final int ROOM_MIN = 30;

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9]*m");

    private Wrapped() {}

    static String text(String text, int indent, int columns) {
        if (columns - indent < ROOM_MIN) {
            return text;
        }
        var lines = new StringBuilder(text.length() + 64);
        int column = 0;
        boolean begins = true;
        for (var word : text.split(" ", -1)) {
            int length = COLOUR.matcher(word).replaceAll("").length();
            if (column > indent && column + 1 + length > columns) {
                lines.append('\n').append(" ".repeat(indent));
                column = indent;
                begins = true;
            }
            if (begins && column > 0 && length == 0) {
                continue;
            }
            if (!begins) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += length;
            begins = false;
        }
        return lines.toString();
    }
}
