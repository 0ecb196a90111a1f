package org.popauth.cli.explain;

import java.util.List;
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
        println(Paint.STRONG, left("lines", 38) + right(counts.lines(), 10));
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
        long tenths = lines == 0 ? 0 : Math.round(1000.0 * count / lines);
        var percent = tenths / 10 + "." + tenths % 10;
        return left(name, 38) + right(count, 10) + right(percent, 7) + " %";
    }

    // Not by String.format, whose classes take a hundredth of a second.
    private static String left(String text, int width) {
        return text + blanks(width - text.length());
    }

    private static String right(Object value, int width) {
        var text = value.toString();
        return blanks(width - text.length()) + text;
    }

    private static String blanks(int count) {
        return " ".repeat(Math.max(0, count));
    }

    private void programs(List<Programs.Program> programs) {
        if (programs.isEmpty()) {
            return;
        }
        println(Paint.PLAIN, "");
        println(
                Paint.STRONG,
                left("programs", 38)
                        + right("lines", 10)
                        + right("recognised", 12)
                        + right("unparsable", 12));
        for (var each : programs.subList(0, Math.min(programs.size(), PROGRAMS_SHOWN_MAX))) {
            println(
                    Paint.PLAIN,
                    left("  " + each.name(), 38)
                            + right(each.lines(), 10)
                            + right(each.recognised(), 12)
                            + right(each.unparsable(), 12));
        }
        if (programs.size() > PROGRAMS_SHOWN_MAX) {
            println(Paint.DIM, "  and " + (programs.size() - PROGRAMS_SHOWN_MAX) + " more");
        }
    }

    private void shapes(String why, List<Shapes.Frequent> shapes) {
        println(Paint.PLAIN, "");
        println(Paint.STRONG, "most frequent shapes of lines: " + why);
        for (var shape : shapes) {
            println(Paint.PLAIN, right(shape.count(), 11) + "  " + shape.shape());
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
