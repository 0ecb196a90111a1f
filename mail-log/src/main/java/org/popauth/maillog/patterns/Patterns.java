package org.popauth.maillog.patterns;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The patterns of a file, which was found to be right. Shared by all sources; it never changes.
public final class Patterns {

    /// No patterns at all: nothing is loaded for them, and they cost nothing.
    public static final Patterns NONE = new Patterns(List.of(), List.of());

    private final List<Entry> entries;
    private final List<Fault> warnings;

    Patterns(List<Entry> entries, List<Fault> warnings) {
        this.entries = List.copyOf(entries);
        this.warnings = List.copyOf(warnings);
    }

    /// True when there are none.
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Their names, in the order of the file.
    public List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }

    /// What is allowed, but lets a client hide its lines.
    public List<Fault> warnings() {
        return warnings;
    }

    /// All samples, by the name of the pattern that they are for.
    public Map<String, List<Sample>> samples() {
        return entries.stream().collect(Collectors.toMap(Entry::name, Entry::samples));
    }

    List<Entry> entries() {
        return entries;
    }
}
