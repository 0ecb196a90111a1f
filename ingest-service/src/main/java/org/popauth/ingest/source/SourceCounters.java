package org.popauth.ingest.source;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.popauth.events.MailEvent;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.Reading;

/// What came out of the lines of one source. Lines that are read again after a restart, only to
/// remember them, do not count.
public final class SourceCounters {

    /// How many unparsable lines are kept to be shown.
    public static final int SAMPLES_MAX = 10;

    /// Total of lines.
    public final LongAdder lines = new LongAdder();

    /// Total of bytes in them, without line ends.
    public final LongAdder bytes = new LongAdder();

    /// Lines that were longer than the limit.
    public final LongAdder cut = new LongAdder();

    /// Lines that could not be read.
    public final LongAdder unparsable = new LongAdder();

    /// Lines whose sender is not believed.
    public final LongAdder refused = new LongAdder();

    /// Files of which the rest could not be found again.
    public final LongAdder filesLost = new LongAdder();

    /// The mail hosts whose lines came.
    public final HeardHosts hosts = new HeardHosts();

    private final Map<String, LongAdder> recognised = new LinkedHashMap<>();
    private final Map<String, LongAdder> ignored = new LinkedHashMap<>();
    private final Map<String, LongAdder> patterns = new LinkedHashMap<>();
    private final ArrayDeque<String> samples = new ArrayDeque<>();

    /// All at 0, without patterns.
    public SourceCounters() {
        this(List.of());
    }

    /// All at 0.
    ///
    /// @param patternNames of the operator's patterns
    public SourceCounters(List<String> patternNames) {
        for (var name : patternNames) {
            patterns.put(name, new LongAdder());
        }
        for (var type : List.of("login-succeeded", "login-failed", "logged-out")) {
            recognised.put(type, new LongAdder());
        }
        for (var kind : OffenceKind.values()) {
            recognised.put(offence(kind), new LongAdder());
        }
        for (var reason : Reading.Ignored.values()) {
            ignored.put(text(reason), new LongAdder());
        }
    }

    /// One event more.
    public void recognised(MailEvent event) {
        add(recognised, kind(event));
    }

    /// One line more that says nothing.
    public void ignored(Reading.Ignored reason) {
        add(ignored, text(reason));
    }

    /// One line more that an operator's pattern matched.
    public void matched(String pattern) {
        add(patterns, pattern);
    }

    /// One line more that could not be read.
    ///
    /// @param printable the line, safe to be shown
    public void unparsable(String printable) {
        unparsable.increment();
        synchronized (samples) {
            if (samples.size() == SAMPLES_MAX) {
                samples.removeFirst();
            }
            samples.addLast(printable);
        }
    }

    /// The last unparsable lines, oldest first.
    public List<String> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    /// Events by type; offences by kind, as `offence/rbl-listed`.
    public void eachRecognised(BiConsumer<String, LongAdder> action) {
        recognised.forEach(action);
    }

    /// Ignored lines by reason.
    public void eachIgnored(BiConsumer<String, LongAdder> action) {
        ignored.forEach(action);
    }

    /// Lines that operators' patterns matched, by pattern.
    public void eachPattern(BiConsumer<String, LongAdder> action) {
        patterns.forEach(action);
    }

    private static void add(Map<String, LongAdder> counters, String key) {
        var counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    private static String kind(MailEvent event) {
        return switch (event) {
            case MailEvent.LoginSucceeded e -> "login-succeeded";
            case MailEvent.LoginFailed e -> "login-failed";
            case MailEvent.LoggedOut e -> "logged-out";
            case MailEvent.Offence offence -> offence(offence.kind());
        };
    }

    private static String offence(OffenceKind kind) {
        return "offence/" + kind;
    }

    private static String text(Reading.Ignored reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
