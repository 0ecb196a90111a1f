package org.popauth.cli.explain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.popauth.cli.text.EventText;
import org.popauth.events.MailEvent;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;

/// How many lines gave what.
final class Summary {

    private static final int SAMPLES_MAX = 5;
    private static final String UNPARSABLE = "unparsable";

    private long lines;
    private final Tally<Object> events = new Tally<>();
    private final Map<Object, String> what = new LinkedHashMap<>();
    private final Tally<Reading.Ignored> ignored = new Tally<>();
    private long unparsable;
    private final List<String> samples = new ArrayList<>();
    private final Programs programs = new Programs();
    private final Tally<String> patterns = new Tally<>();
    private final Shapes ofUnparsable = new Shapes();
    private final Map<Reading.Ignored, Shapes> ofIgnored = new EnumMap<>(Reading.Ignored.class);

    Summary() {
        ofIgnored.put(Reading.Ignored.HARMLESS, new Shapes());
        ofIgnored.put(Reading.Ignored.NOT_A_MAIL_DAEMON, new Shapes());
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
        switch (line.reading()) {
            case Reading.Recognised recognised -> add(recognised.event());
            case Reading.Ignored reason -> {
                ignored.add(reason);
                var shapes = ofIgnored.get(reason);
                if (shapes != null) {
                    shapes.add(line);
                }
            }
            case Reading.Unparsable reason -> {
                unparsable++;
                ofUnparsable.add(line);
                if (samples.size() < SAMPLES_MAX) {
                    samples.add(sample(line, reason));
                }
            }
        }
    }

    private void add(MailEvent event) {
        Object kind = event instanceof MailEvent.Offence it ? it.kind() : event.getClass();
        what.computeIfAbsent(kind, _ -> EventText.what(event));
        events.add(kind);
    }

    private static String sample(Explained line, Reading.Unparsable reason) {
        return Printable.of(
                line.input().name() + ":" + line.number() + ": " + reason.reason(), 200);
    }

    Counts counts() {
        return new Counts(
                lines,
                events.byName(kind -> what.getOrDefault(kind, "")),
                ignored.byName(Reasons::key),
                unparsable,
                List.copyOf(samples),
                patterns.byName(name -> name),
                programs.all(),
                mostFrequent());
    }

    private Map<String, List<Shapes.Frequent>> mostFrequent() {
        var all = new LinkedHashMap<String, List<Shapes.Frequent>>();
        all.put(UNPARSABLE, ofUnparsable.mostFrequent());
        ofIgnored.forEach((why, each) -> all.put(Reasons.key(why), each.mostFrequent()));
        all.values().removeIf(List::isEmpty);
        return all;
    }
}
