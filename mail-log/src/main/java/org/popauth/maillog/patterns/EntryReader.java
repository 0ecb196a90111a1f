package org.popauth.maillog.patterns;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popauth.events.OffenceKind;
import org.yaml.snakeyaml.nodes.Node;

/// Reads one pattern of the file.
final class EntryReader {

    private static final Set<String> KEYS =
            Set.of(
                    "name",
                    "programs",
                    "event",
                    "kind",
                    "service",
                    "pattern",
                    "after",
                    "within",
                    "samples",
                    "not");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9._/@+-]{2,127}\\*?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,5})([smh])");
    private static final Set<String> NO_PROGRAMS = Set.of("last", "---");

    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Duration WITHIN_MAX = Duration.ofHours(4);
    private static final int SERVICE_CHARS_MAX = 32;
    private static final int PROGRAMS_MAX = 20;

    private final Fields fields;

    private EntryReader(Fields fields) {
        this.fields = fields;
    }

    /// The pattern; null when it is wrong, which is noted in the document.
    static @Nullable Entry read(Document document, Node node) {
        int before = document.faults().size();
        var reader = new EntryReader(new Fields(document, node, KEYS));
        var entry = document.faults().size() > before ? null : reader.entry();
        return document.faults().size() > before ? null : entry;
    }

    private @Nullable Entry entry() {
        var says = Says.of(fields.required("event"));
        if (says == null) {
            fields.wrong("event", "unknown event; events are " + Says.names());
        }
        var expression = expression();
        var name = name();
        var programs = programs();
        if (says == null || expression == null) {
            return null;
        }
        checkGroups(says, expression);
        return new Entry(
                name,
                programs,
                says,
                kind(says),
                expression,
                service(says, expression),
                fields.text("after"),
                within(says),
                SampleReader.read(fields, says),
                fields.document().at(fields.node()));
    }

    private String name() {
        var name = fields.required("name");
        if (!NAME.matcher(name).matches()) {
            fields.wrong("name", "a name has 1 to 63 small letters, digits and -");
        }
        return name;
    }

    private List<String> programs() {
        var programs = fields.texts("programs");
        if (programs.isEmpty() || programs.size() > PROGRAMS_MAX) {
            fields.wrong("programs", "programs names 1 to " + PROGRAMS_MAX + " programs");
        }
        for (var program : programs) {
            if (!PROGRAM.matcher(program).matches() || NO_PROGRAMS.contains(program)) {
                fields.wrong(
                        "programs",
                        "\""
                                + program
                                + "\" is no name of a program as in the header of a line: letters,"
                                + " digits and . _ / @ + -, at least two; * at the end for any rest");
            }
        }
        return programs;
    }

    private @Nullable Expression expression() {
        var text = fields.required("pattern");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Expression.of(text);
        } catch (BadExpression e) {
            fields.wrong("pattern", e.offset(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void checkGroups(Says says, Expression expression) {
        var groups = expression.scan().groups();
        groups.forEach(
                (group, span) -> {
                    if (!says.tells(group)) {
                        fields.wrong(
                                "pattern", span.from(), "a " + says + " has no group " + group);
                    }
                });
        boolean alone = !fields.has("after");
        if (says.isEvent() && alone && !groups.containsKey(Group.CLIENT)) {
            fields.wrong("pattern", "group client is missing, or key \"after\"");
        }
        if (says == Says.FIRST_LINE && groups.isEmpty()) {
            fields.wrong("pattern", "a first line needs a group that a later line needs");
        }
        if (says == Says.LAST_LINE && alone) {
            fields.wrong("event", "a last-line needs key \"after\"");
        }
        if (says == Says.FIRST_LINE && !alone) {
            fields.wrong("after", "a first-line comes after no other");
        }
    }

    private @Nullable OffenceKind kind(Says says) {
        if (says != Says.OFFENCE) {
            if (fields.has("kind")) {
                fields.wrong("kind", "only an offence has a kind");
            }
            return null;
        }
        try {
            return OffenceKind.parse(fields.required("kind"));
        } catch (IllegalArgumentException e) {
            fields.wrong("kind", "unknown kind; kinds are " + kinds());
            return null;
        }
    }

    private static String kinds() {
        return Stream.of(OffenceKind.values())
                .map(OffenceKind::toString)
                .collect(Collectors.joining(", "));
    }

    private @Nullable String service(Says says, Expression expression) {
        var service = fields.text("service");
        if (service == null) {
            boolean alone = !fields.has("after");
            if (says.hasService() && alone && !expression.has(Group.SERVICE)) {
                fields.wrong(
                        "service",
                        "key \"service\" is missing (imap, pop3, …), or a group service");
            }
            return null;
        }
        if (!says.hasService() && says != Says.FIRST_LINE) {
            fields.wrong("service", "a " + says + " has no service");
        } else if (service.length() > SERVICE_CHARS_MAX) {
            fields.wrong("service", "a service has at most " + SERVICE_CHARS_MAX + " characters");
        }
        return service;
    }

    private Duration within(Says says) {
        var text = fields.text("within");
        if (text == null) {
            return WITHIN;
        }
        if (says != Says.FIRST_LINE) {
            fields.wrong("within", "only a first-line is remembered for a time");
        }
        var within = time(text);
        if (within == null) {
            fields.wrong("within", "a time is 30s, 10m or 2h");
            return WITHIN;
        }
        if (within.isZero() || within.compareTo(WITHIN_MAX) > 0) {
            fields.wrong("within", "a first line is remembered for 1s to 4h");
        }
        return within;
    }

    private static @Nullable Duration time(String text) {
        var parts = TIME.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        int number = Integer.parseInt(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
