package org.popauth.cli.explain;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.text.EventText;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;

/// How many lines gave what.
final class Summary {

    private static final int SAMPLES_MAX = 5;
    private static final String UNPARSABLE = "unparsable";

    private long lines;
    private final Tally events = new Tally();
    private final Map<Reading.Ignored, Ignored> ignored = new EnumMap<>(Reading.Ignored.class);
    private long unparsable;
    private final List<String> samples = new ArrayList<>();
    private final Programs programs = new Programs();
    private final Tally patterns = new Tally();
    private final Shapes ofUnparsable = new Shapes();

    /// Lines that were ignored for one reason.
    private static final class Ignored {
        private final @Nullable Shapes shapes;
        private long lines;

        Ignored(Reading.Ignored reason) {
            this.shapes =
                    switch (reason) {
                        case HARMLESS, NOT_A_MAIL_DAEMON -> new Shapes();
                        default -> null;
                    };
        }

        void add(Explained line) {
            lines++;
            if (shapes != null) {
                shapes.add(line);
            }
        }
    }

    Summary() {
        for (var reason : Reading.Ignored.values()) {
            ignored.put(reason, new Ignored(reason));
        }
    }

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
        lines++;
        programs.add(line);
        if (line.pattern() != null) {
            patterns.add(line.pattern());
        }
        var reading = line.reading();
        if (reading instanceof Reading.Ignored reason) {
            requireNonNull(ignored.get(reason)).add(line);
        } else if (reading instanceof Reading.Recognised recognised) {
            events.add(EventText.what(recognised.event()));
        } else if (reading instanceof Reading.Unparsable reason) {
            addUnparsable(line, reason);
        }
    }

    private void addUnparsable(Explained line, Reading.Unparsable reason) {
        unparsable++;
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
        return new Counts(
                lines,
                events.byName(),
                ignoredByName(),
                unparsable,
                List.copyOf(samples),
                patterns.byName(),
                programs.all(),
                mostFrequent());
    }

    private Map<String, Long> ignoredByName() {
        var named = new TreeMap<String, Long>();
        ignored.forEach((reason, each) -> named.put(Reasons.key(reason), each.lines));
        named.values().removeIf(count -> count == 0);
        return named;
    }

    private Map<String, List<Shapes.Frequent>> mostFrequent() {
        var all = new LinkedHashMap<String, List<Shapes.Frequent>>();
        all.put(UNPARSABLE, ofUnparsable.mostFrequent());
        ignored.forEach(
                (reason, each) -> {
                    if (each.shapes != null) {
                        all.put(Reasons.key(reason), each.shapes.mostFrequent());
                    }
                });
        all.values().removeIf(List::isEmpty);
        return all;
    }
}
