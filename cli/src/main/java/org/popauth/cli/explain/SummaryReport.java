package org.popauth.cli.explain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.popauth.cli.terminal.JsonOutput;
import org.popauth.cli.terminal.Paint;
import org.popauth.cli.terminal.Terminal;

/// Only the counts, at the end.
///
/// @param json true to print them as one JSON object
record SummaryReport(Terminal terminal, Summary summary, boolean json, boolean colour)
        implements Report {

    private static final int PROGRAMS_SHOWN_MAX = 15;

    @Override
    public void add(Explained line) {
        summary.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void end() {
        var counts = summary.counts();
        if (json) {
            JsonOutput.print(terminal, counts);
            return;
        }
        println(Paint.STRONG, text("%-38s %9d", "lines", counts.lines()));
        section("recognised", counts.events(), counts.lines(), Paint.GOOD);
        section("ignored", counts.ignored(), counts.lines(), Paint.DIM);
        println(Paint.ODD, row("unparsable", counts.unparsable(), counts.lines()));
        counts.samples().forEach(each -> terminal.out().println("  " + each));
        if (!counts.patterns().isEmpty()) {
            section("matched by patterns", counts.patterns(), counts.lines(), Paint.STRONG);
        }
        programs(counts.programs());
        counts.shapes().forEach(this::shapes);
        if (!counts.shapes().isEmpty()) {
            nextStep();
        }
    }

    private void section(String name, Map<String, Long> counts, long lines, Paint paint) {
        long sum = counts.values().stream().mapToLong(Long::longValue).sum();
        println(paint, row(name, sum, lines));
        counts.forEach((key, count) -> terminal.out().println(row("  " + key, count, lines)));
    }

    private static String row(String name, long count, long lines) {
        double percent = lines == 0 ? 0 : 100.0 * count / lines;
        return text("%-38s %9d  %5.1f %%", name, count, percent);
    }

    /// Figures of this locale are the only ones for which the JVM loads nothing, and that takes a
    /// hundredth of a second.
    private static String text(String format, Object... values) {
        return String.format(Locale.US, format, values);
    }

    private void programs(List<Programs.Program> programs) {
        if (programs.isEmpty()) {
            return;
        }
        println(Paint.PLAIN, "");
        println(
                Paint.STRONG,
                text("%-38s %9s %11s %11s", "programs", "lines", "recognised", "unparsable"));
        for (var each : programs.subList(0, Math.min(programs.size(), PROGRAMS_SHOWN_MAX))) {
            println(
                    Paint.PLAIN,
                    text(
                            "  %-36s %9d %11d %11d",
                            each.name(), each.lines(), each.recognised(), each.unparsable()));
        }
        if (programs.size() > PROGRAMS_SHOWN_MAX) {
            println(Paint.DIM, "  and " + (programs.size() - PROGRAMS_SHOWN_MAX) + " more");
        }
    }

    private void shapes(String why, List<Shapes.Frequent> shapes) {
        println(Paint.PLAIN, "");
        println(Paint.STRONG, "most frequent shapes of lines: " + why);
        for (var shape : shapes) {
            println(Paint.PLAIN, text("  %9d  %s", shape.count(), shape.shape()));
            println(Paint.DIM, "             " + shape.place() + ": " + shape.example());
        }
    }

    private void nextStep() {
        println(Paint.PLAIN, "");
        println(
                Paint.PLAIN,
                "Should one of these count? docs/how-to/add-a-daemon.md tells how to teach it.");
    }

    private void println(Paint paint, String text) {
        terminal.out().println(paint.on(text, colour));
    }
}
