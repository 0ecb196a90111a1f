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
        count("lines", counts.lines(), Paint.STRONG);
        section("recognised", counts.events(), Paint.GOOD);
        section("ignored", counts.ignored(), Paint.DIM);
        count("unparsable", counts.unparsable(), Paint.ODD);
        counts.samples().forEach(each -> terminal.out().println("  " + each));
        counts.shapes().forEach(this::shapes);
    }

    private void shapes(String why, List<Shapes.Frequent> shapes) {
        var out = terminal.out();
        out.println();
        out.println(Paint.STRONG.on("most frequent shapes of lines: " + why, colour));
        for (var shape : shapes) {
            out.println("  %9d  %s".formatted(shape.count(), shape.shape()));
            out.println(Paint.DIM.on("             first at " + shape.place(), colour));
        }
    }

    private void section(String name, Map<String, Long> counts, Paint paint) {
        count(name, counts.values().stream().mapToLong(Long::longValue).sum(), paint);
        counts.forEach((key, count) -> terminal.out().println("  %-36s %9d".formatted(key, count)));
    }

    private void count(String name, long count, Paint paint) {
        terminal.out().println(paint.on("%-38s %9d".formatted(name, count), colour));
    }
}
