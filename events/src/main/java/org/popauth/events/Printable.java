package org.popauth.events;

/// Text from a log line, made safe to store and to print: log lines are written by attackers.
public final class Printable {

    private Printable() {}

    /// The text with every control, format, surrogate and line-separating character replaced by
    /// `?`, cut to a length.
    ///
    /// @param charsMax the most characters to keep
    public static String of(String text, int charsMax) {
        int end = Math.min(text.length(), charsMax);
        StringBuilder changed = null;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!isPrintable(text, i)) {
                if (changed == null) {
                    changed = new StringBuilder(end).append(text, 0, i);
                }
                changed.append('?');
            } else if (changed != null) {
                changed.append(c);
            }
        }
        return changed != null ? changed.toString() : text.substring(0, end);
    }

    private static boolean isPrintable(String text, int at) {
        char c = text.charAt(at);
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    false;
            default -> true;
        };
    }
}
