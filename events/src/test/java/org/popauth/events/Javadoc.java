package org.popauth.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The `///` comments of one source file, by the name of what they describe: a type (`Made`), a
/// method (`client()`), or a component of a record (`Made.reply`).
final class Javadoc {

    private static final Path SOURCES = Path.of("src/main/java/org/popauth/events");
    private static final Pattern DECLARATION =
            Pattern.compile("(?:record|interface|enum) (\\w+)|(\\w+\\(\\))[;{ ]");
    private static final Pattern PARAM = Pattern.compile("@param (\\w+) (.*)");

    private final Map<String, String> texts = new HashMap<>();

    private Javadoc() {}

    /// The comments of the file that declares this type, at the top or nested.
    static Javadoc of(Class<?> type) {
        var top = type.getNestHost().getSimpleName();
        var javadoc = new Javadoc();
        try {
            javadoc.read(Files.readString(SOURCES.resolve(top + ".java")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the source of " + top, e);
        }
        return javadoc;
    }

    @Nullable String text(String name) {
        return texts.get(name);
    }

    private void read(String source) {
        var comment = new StringBuilder();
        for (var line : source.lines().map(String::strip).toList()) {
            if (line.startsWith("///")) {
                comment.append(line.substring(3).strip()).append('\n');
            } else {
                var declaration = DECLARATION.matcher(line);
                if (declaration.find() && !comment.isEmpty()) {
                    var type = declaration.group(1);
                    put(type == null ? declaration.group(2) : type, comment.toString());
                    comment.setLength(0);
                } else if (line.isEmpty()) {
                    comment.setLength(0);
                }
            }
        }
    }

    private void put(String name, String comment) {
        var body = new StringBuilder();
        var current = name;
        for (var line : comment.split("\n")) {
            var param = PARAM.matcher(line);
            if (param.matches()) {
                keep(current, body);
                current = name + "." + param.group(1);
                line = param.group(2);
            }
            body.append(line).append(' ');
        }
        keep(current, body);
    }

    /// Links lose their brackets: a reader of the schema has nothing to follow them to.
    private void keep(String name, StringBuilder body) {
        var text = body.toString().replaceAll("\\[([\\w#()]+)]", "$1");
        text = text.replaceAll("(@throws|@return).*", "").replaceAll("\\s+", " ").strip();
        if (!text.isEmpty()) {
            texts.putIfAbsent(name, text);
        }
        body.setLength(0);
    }
}
