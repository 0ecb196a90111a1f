package org.popauth.cli.doctor.exec;

import java.util.List;
import java.util.function.Function;
import org.popauth.cli.doctor.facts.Seen;

/// What a program said.
///
/// @param text the beginning of its output
/// @param errors the beginning of what it complained about
public record Output(String program, int exitCode, String text, String errors) {

    public boolean ok() {
        return exitCode == 0;
    }

    /// Its output without the line that the limit may have cut.
    public List<String> lines() {
        var all = text.lines().toList();
        boolean whole = text.isEmpty() || text.endsWith("\n");
        return whole ? all : all.subList(0, all.size() - 1);
    }

    /// What it complained about, on one line.
    public String complaint() {
        var said = errors.isBlank() ? text : errors;
        return said.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /// True when it was not allowed to look.
    public boolean isForbidden() {
        return errors.contains("ermission denied")
                || errors.contains("Operation not permitted")
                || errors.contains("you must be root");
    }

    /// The output of a program that must succeed; else nobody knows.
    public <T> Seen<T> read(Function<Output, T> reader) {
        return ok()
                ? Seen.found(reader.apply(this))
                : Seen.unread(program + " says: " + complaint() + advice());
    }

    private String advice() {
        return isForbidden() ? "; run it as root" : "";
    }
}
