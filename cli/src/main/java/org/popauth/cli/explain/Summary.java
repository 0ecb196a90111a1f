package org.popauth.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.popauth.cli.text.EventText;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;

/// How many lines gave what.
final class Summary {

    private static final int SAMPLES_MAX = 5;

    private long lines;
    private final Map<String, Long> events = new TreeMap<>();
    private final Map<String, Long> ignored = new TreeMap<>();
    private long unparsable;
    private final List<String> samples = new ArrayList<>();
    private final Map<String, Shapes> shapes = new TreeMap<>();

    /// The counts so far, as they are printed.
    ///
    /// @param events by what happened
    /// @param ignored by reason
    /// @param samples of unparsable lines: where they stand, and why
    /// @param shapes the most frequent shapes of lines that were not understood, by why: what a new
    ///   daemon or a new version writes is found there
    record Counts(
            long lines,
            Map<String, Long> events,
            Map<String, Long> ignored,
            long unparsable,
            List<String> samples,
            Map<String, List<Shapes.Frequent>> shapes) {}

    void add(Explained line) {
        lines++;
        switch (line.reading()) {
            case Reading.Recognised recognised ->
                    events.merge(EventText.what(recognised.event()), 1L, Long::sum);
            case Reading.Ignored reason -> ignored(line, reason);
            case Reading.Unparsable reason -> {
                unparsable++;
                shapes("unparsable").add(line);
                if (samples.size() < SAMPLES_MAX) {
                    samples.add(sample(line, reason));
                }
            }
        }
    }

    private void ignored(Explained line, Reading.Ignored reason) {
        var key = Reasons.key(reason);
        ignored.merge(key, 1L, Long::sum);
        if (reason == Reading.Ignored.HARMLESS || reason == Reading.Ignored.NOT_A_MAIL_DAEMON) {
            shapes(key).add(line);
        }
    }

    private Shapes shapes(String why) {
        return shapes.computeIfAbsent(why, each -> new Shapes());
    }

    private static String sample(Explained line, Reading.Unparsable reason) {
        return Printable.of(
                line.input().name() + ":" + line.number() + ": " + reason.reason(), 200);
    }

    Counts counts() {
        return new Counts(
                lines,
                new TreeMap<>(events),
                new TreeMap<>(ignored),
                unparsable,
                List.copyOf(samples),
                mostFrequent());
    }

    private Map<String, List<Shapes.Frequent>> mostFrequent() {
        var all = new TreeMap<String, List<Shapes.Frequent>>();
        shapes.forEach((why, each) -> all.put(why, each.mostFrequent()));
        return all;
    }
}
