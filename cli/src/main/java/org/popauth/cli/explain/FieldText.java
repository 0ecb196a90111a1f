package org.popauth.cli.explain;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.terminal.Paint;
import org.popauth.events.Printable;
import org.popauth.maillog.bytes.Origins;

/// Shows where the values of a line stood: the line itself in colours, or, without colours, each
/// value with its place, `client=192.0.2.7@45-54`.
///
/// A password is shown neither way, and no character of a line reaches a terminal that is not
/// printable.
final class FieldText {

    private static final int SHOWN_BYTES_MAX = 1024;
    private static final int VALUE_CHARS_MAX = 120;
    private static final String INDENT = "    ";
    private static final String HIDDEN = "***";

    private final boolean colour;
    private final Map<String, Paint> seen = new LinkedHashMap<>();

    FieldText(boolean colour) {
        this.colour = colour;
    }

    void print(Explained line, PrintStream out) {
        if (colour) {
            out.println(INDENT + painted(line));
        }
        var places = places(line);
        if (!places.isEmpty()) {
            out.println(INDENT + places);
        }
    }

    /// Says which colour is what, of those that were used.
    void printLegend(PrintStream out) {
        if (seen.isEmpty()) {
            return;
        }
        var legend = new StringBuilder("fields:");
        seen.forEach((name, paint) -> legend.append(' ').append(paint.on(name, true)));
        out.println(legend);
    }

    /// Without colours all places; with them those in earlier lines, and the pattern.
    private String places(Explained line) {
        var text = new StringBuilder();
        for (var field : line.fields().all()) {
            boolean here = field.line() == line.number();
            if (colour && here) {
                continue;
            }
            text.append(text.isEmpty() ? "" : " ").append(field.name()).append('=');
            text.append(here ? quoted(value(line.fields(), field)) : "line " + field.line());
            text.append('@').append(field.from()).append('-').append(field.to());
        }
        if (line.pattern() != null) {
            text.append(text.isEmpty() ? "" : " ").append("pattern=").append(line.pattern());
        }
        return text.toString();
    }

    private static String value(Fields fields, Fields.Field field) {
        return field.name().equals(Origins.SECRET)
                ? HIDDEN
                : text(fields.bytes(), fields.from() + field.from(), fields.from() + field.to());
    }

    private static String quoted(String value) {
        var printable = Printable.of(value, VALUE_CHARS_MAX);
        return printable.contains(" ") ? '"' + printable.replace('"', '\'') + '"' : printable;
    }

    private String painted(Explained line) {
        var fields = line.fields();
        boolean known = !fields.isEmpty();
        byte[] bytes = known ? fields.bytes() : line.bytes();
        int from = known ? fields.from() : line.from();
        int length = (known ? fields.to() : line.to()) - from;
        int shown = Math.min(length, SHOWN_BYTES_MAX);
        var owners = owners(line, shown);
        var text = new StringBuilder();
        int begin = 0;
        for (int i = 1; i <= shown; i++) {
            if (i == shown || !isSame(owners[i], owners[begin])) {
                append(text, owners[begin], text(bytes, from + begin, from + i));
                begin = i;
            }
        }
        return text.append(shown < length ? " ..." : "").toString();
    }

    private static boolean isSame(Fields.@Nullable Field one, Fields.@Nullable Field other) {
        return one == null ? other == null : one.equals(other);
    }

    /// Of which field each byte is; of a field within another that one.
    private static Fields.@Nullable Field[] owners(Explained line, int shown) {
        var owners = new Fields.@Nullable Field[shown];
        line.fields().all().stream()
                .filter(each -> each.line() == line.number())
                .sorted((a, b) -> Integer.compare(b.to() - b.from(), a.to() - a.from()))
                .forEach(
                        each -> {
                            for (int i = each.from(); i < Math.min(each.to(), shown); i++) {
                                owners[i] = each;
                            }
                        });
        return owners;
    }

    private void append(StringBuilder text, Fields.@Nullable Field field, String part) {
        if (field == null) {
            text.append(Printable.of(part, SHOWN_BYTES_MAX));
            return;
        }
        var paint = paint(field.name());
        seen.putIfAbsent(field.name(), paint);
        boolean secret = field.name().equals(Origins.SECRET);
        text.append(paint.on(secret ? HIDDEN : Printable.of(part, SHOWN_BYTES_MAX), true));
    }

    private static Paint paint(String field) {
        return switch (field) {
            case "client" -> Paint.CLIENT;
            case "user" -> Paint.USER;
            case "sender", "recipient", "helo" -> Paint.SAID;
            case "code", "zone", Origins.SECRET -> Paint.BAD;
            case "stage", "reason" -> Paint.GOOD;
            case "text" -> Paint.STRONG;
            default -> Paint.OWN;
        };
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
