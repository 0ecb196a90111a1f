package org.popauth.maillog.patterns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a file of patterns: `patterns:` and a list.
public final class PatternFile {

    /// The largest file, in bytes.
    public static final int BYTES_MAX = Document.BYTES_MAX;

    private static final int PATTERNS_MAX = 200;
    private static final int FIRST_LINES_MAX = 16;

    private final Document document;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private PatternFile(String name) {
        this.document = new Document(name);
    }

    /// Reads and compiles the patterns. Their samples have not been tried yet.
    ///
    /// @param name of the file, for messages
    /// @throws BadPatterns when something is wrong: all of it that could be found
    public static Patterns read(String name, byte[] bytes) throws BadPatterns {
        var file = new PatternFile(name);
        file.read(bytes);
        if (!file.document.faults().isEmpty()) {
            throw new BadPatterns(file.document.faults());
        }
        var all = List.copyOf(file.entries.values());
        return new Patterns(all, warnings(all));
    }

    private void read(byte[] bytes) {
        var root = document.compose(bytes);
        if (root == null) {
            return;
        }
        var nodes = new Fields(document, root, Set.of("patterns")).list("patterns");
        if (nodes.isEmpty() && document.faults().isEmpty()) {
            document.wrong(root, "the list \"patterns\" is missing or empty");
        }
        if (nodes.size() > PATTERNS_MAX) {
            document.wrong(root, "more than " + PATTERNS_MAX + " patterns");
            return;
        }
        for (var node : nodes) {
            var entry = EntryReader.read(document, node);
            if (entry != null && entries.putIfAbsent(entry.name(), entry) != null) {
                document.wrong(node, "another pattern is named \"" + entry.name() + "\" already");
            }
        }
        if (document.faults().isEmpty()) {
            entries.values().forEach(this::checkAfter);
            checkFirstLines();
        }
    }

    private void checkAfter(Entry entry) {
        var name = entry.after();
        if (name == null) {
            return;
        }
        var first = entries.get(name);
        if (first == null || first.says() != Says.FIRST_LINE) {
            wrong(entry, "after: \"" + name + "\" is no pattern with event: first-line");
            return;
        }
        if (!first.programs().equals(entry.programs())) {
            wrong(entry, "its programs are not those of \"" + name + "\", which comes before");
        }
        if (has(entry, Group.SESSION) != has(first, Group.SESSION)) {
            wrong(entry, "either both it and \"" + name + "\" have the group session, or none");
        }
        if (entry.says().isEvent() && !has(entry, Group.CLIENT) && !has(first, Group.CLIENT)) {
            wrong(entry, "neither it nor \"" + name + "\" has the group client");
        }
        if (entry.says().hasService() && !hasService(entry) && !hasService(first)) {
            wrong(entry, "key \"service\" is missing, here and at \"" + name + "\"");
        }
    }

    private static boolean has(Entry entry, Group group) {
        return entry.expression().has(group);
    }

    private static boolean hasService(Entry entry) {
        return entry.service() != null || has(entry, Group.SERVICE);
    }

    private void checkFirstLines() {
        var firsts = entries.values().stream().filter(e -> e.says() == Says.FIRST_LINE).toList();
        if (firsts.size() > FIRST_LINES_MAX) {
            wrong(firsts.get(FIRST_LINES_MAX), "more than " + FIRST_LINES_MAX + " first lines");
        }
    }

    private void wrong(Entry entry, String message) {
        document.wrong(entry.wrong(message));
    }

    private static List<Fault> warnings(List<Entry> entries) {
        var warnings = new ArrayList<Fault>();
        for (var entry : entries) {
            var warning = Planting.warning(entry);
            if (warning != null) {
                warnings.add(entry.wrong(warning));
            }
        }
        return warnings;
    }
}
