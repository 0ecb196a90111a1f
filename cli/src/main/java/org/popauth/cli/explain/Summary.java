package org.popauth.cli.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.popauth.cli.text.EventText;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;

/// How many lines gave what.
final class Summary {

    private static final int SAMPLES_MAX = 5;
    private static final String UNPARSABLE = "unparsable";

    private final Programs programs = new Programs();
    private final Tally events = new Tally();
    private final Tally patterns = new Tally();
    private final List<String> samples = new ArrayList<>();
    private final Shapes ofUnparsable = new Shapes();
    private final Shapes ofHarmless = new Shapes();
    private final Shapes ofOthers = new Shapes();

    /// The counts so far, as they are printed.
    ///
    /// @param events by what happened
    /// @param ignored by reason
    /// @param samples of unparsable lines: where they stand, and why
    /// @param patterns of operators, by name: lines that each matched
    /// @param programs by who wrote the lines, the one that wrote most first
    /// @param shapes the most frequent shapes of lines that were not understood, by why: what a new
    ///   daemon or a new version writes is found there
    record Counts(
            long lines,
            Map<String, Long> events,
            Map<String, Long> ignored,
            long unparsable,
            List<String> samples,
            Map<String, Long> patterns,
            List<Programs.Program> programs,
            Map<String, List<Shapes.Frequent>> shapes) {}

    void add(Explained line) {
        programs.add(line);
        if (line.pattern() != null) {
            patterns.add(line.pattern());
        }
        var reading = line.reading();
        if (reading == Reading.Ignored.HARMLESS) {
            ofHarmless.add(line);
        } else if (reading == Reading.Ignored.NOT_A_MAIL_DAEMON) {
            ofOthers.add(line);
        } else if (reading instanceof Reading.Recognised recognised) {
            events.add(EventText.what(recognised.event()));
        } else if (reading instanceof Reading.Unparsable reason) {
            addUnparsable(line, reason);
        }
    }

    private void addUnparsable(Explained line, Reading.Unparsable reason) {
        ofUnparsable.add(line);
        if (samples.size() < SAMPLES_MAX) {
            samples.add(sample(line, reason));
        }
    }

    private static String sample(Explained line, Reading.Unparsable reason) {
        return Printable.of(
                line.input().name() + ":" + line.number() + ": " + reason.reason(), 200);
    }

    Counts counts() {
        var all = programs.total();
        return new Counts(
                all.lines(),
                events.byName(),
                ignoredByName(),
                all.unparsable(),
                List.copyOf(samples),
                patterns.byName(),
                programs.all(),
                mostFrequent());
    }

    private Map<String, Long> ignoredByName() {
        var named = new TreeMap<String, Long>();
        for (var reason : Reading.Ignored.values()) {
            named.put(Reasons.key(reason), programs.ignored(reason));
        }
        named.values().removeIf(count -> count == 0);
        return named;
    }

    private Map<String, List<Shapes.Frequent>> mostFrequent() {
        var all = new LinkedHashMap<String, List<Shapes.Frequent>>();
        all.put(UNPARSABLE, ofUnparsable.mostFrequent());
        all.put(Reasons.key(Reading.Ignored.NOT_A_MAIL_DAEMON), ofOthers.mostFrequent());
        all.put(Reasons.key(Reading.Ignored.HARMLESS), ofHarmless.mostFrequent());
        all.values().removeIf(List::isEmpty);
        return all;
    }
}
