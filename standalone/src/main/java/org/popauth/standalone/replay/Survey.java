package org.popauth.standalone.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.popauth.events.MailEvent;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;

/// What the lines of old logs say, counted.
public final class Survey {

    private static final int SAMPLES_MAX = 5;
    private static final int SAMPLE_CHARS_MAX = 200;

    private long lines;
    private long unparsable;
    private final Map<String, Long> recognised = new TreeMap<>();
    private final Map<String, Long> ignored = new TreeMap<>();
    private final List<String> samples = new ArrayList<>();
    private @Nullable Instant first;
    private @Nullable Instant last;

    /// Counts one line.
    ///
    /// @param at when it was written, null when it does not say
    /// @param text to be shown if it cannot be read
    void count(Reading reading, @Nullable Instant at, String text) {
        lines++;
        switch (reading) {
            case Reading.Recognised(MailEvent event) ->
                    recognised.merge(kind(event), 1L, Long::sum);
            case Reading.Ignored reason -> ignored.merge(name(reason), 1L, Long::sum);
            case Reading.Unparsable(String reason) -> sample(reason, text);
        }
        if (at != null) {
            first = first == null || at.isBefore(first) ? at : first;
            last = last == null || at.isAfter(last) ? at : last;
        }
    }

    private static String kind(MailEvent event) {
        return switch (event) {
            case MailEvent.LoginSucceeded login -> "login-succeeded";
            case MailEvent.LoginFailed failure -> "login-failed";
            case MailEvent.LoggedOut out -> "logged-out";
            case MailEvent.Offence offence -> "offence " + offence.kind();
        };
    }

    private static String name(Reading.Ignored reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void sample(String reason, String text) {
        unparsable++;
        if (samples.size() < SAMPLES_MAX) {
            samples.add(Printable.of(text, SAMPLE_CHARS_MAX) + " (" + reason + ")");
        }
    }

    /// How many lines there are.
    public long lines() {
        return lines;
    }

    /// How many could not be read.
    public long unparsable() {
        return unparsable;
    }

    /// Events by type, offences by kind.
    public Map<String, Long> recognised() {
        return recognised;
    }

    /// Lines that say nothing, by reason.
    public Map<String, Long> ignored() {
        return ignored;
    }

    /// The first lines that could not be read, safe to print.
    public List<String> samples() {
        return samples;
    }

    /// When the first line was written.
    public @Nullable Instant first() {
        return first;
    }

    /// When the last line was written.
    public @Nullable Instant last() {
        return last;
    }
}
