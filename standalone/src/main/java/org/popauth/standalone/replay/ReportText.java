package org.popauth.standalone.replay;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.popauth.events.Measure;
import org.popauth.events.Printable;

/// Prints the result of a replay for people.
public final class ReportText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int PATH_CHARS_MAX = 500;

    private final Report report;
    private final PrintWriter out;

    private ReportText(Report report, PrintWriter out) {
        this.report = report;
        this.out = out;
    }

    /// Prints it.
    public static void print(Report report, PrintWriter out) {
        new ReportText(report, out).print();
        out.flush();
    }

    private void print() {
        var survey = report.survey();
        for (var file : report.files()) {
            out.println(Printable.of(file.toString(), PATH_CHARS_MAX));
        }
        out.println(span(survey));
        counts("Recognised", survey.recognised());
        counts("Ignored", survey.ignored());
        out.println();
        out.printf(Locale.ROOT, "Unparsable %,d%n", survey.unparsable());
        survey.samples().forEach(sample -> out.println("  " + sample));
        measures("Grants", Measure.RELAY);
        measures("Rejects", Measure.REJECT);
        measures("Drops", Measure.DROP);
    }

    /// How many lines there are, and of what time; an empty log has none, and neither have lines of
    /// which none says when it was written.
    private String span(Survey survey) {
        if (survey.lines() == 0) {
            return "There is no line in the log, so nothing was replayed.";
        }
        var first = survey.first();
        var last = survey.last();
        return first == null || last == null
                ? String.format(
                        Locale.ROOT,
                        "%,d lines, none of which says when it was written",
                        survey.lines())
                : String.format(
                        Locale.ROOT,
                        "%,d lines from %s to %s (%s)",
                        survey.lines(),
                        time(first),
                        time(last),
                        report.zone());
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(report.zone()));
    }

    private void counts(String title, Map<String, Long> counts) {
        out.println();
        out.println(title);
        if (counts.isEmpty()) {
            out.println("  nothing");
        }
        counts.forEach((name, count) -> out.printf(Locale.ROOT, "  %-28s %,10d%n", name, count));
    }

    private void measures(String title, Measure measure) {
        var rows = new ArrayList<List<String>>();
        for (var held : report.held()) {
            if (held.measure() == measure) {
                rows.add(row(held));
            }
        }
        out.println();
        out.println(title + " " + rows.size());
        if (!rows.isEmpty()) {
            rows.addFirst(List.of("CLIENT", "FROM", "UNTIL", "RULE", "REASON"));
            Columns.print(rows, out);
        }
    }

    private List<String> row(Held held) {
        var reason = new StringBuilder(held.reason());
        if (held.ended() != null) {
            reason.append("; lifted: ").append(held.ended());
        }
        return List.of(
                held.client(),
                time(held.from()),
                time(held.until()),
                held.rule() + (held.simulated() ? " (simulated)" : ""),
                reason.toString());
    }
}
