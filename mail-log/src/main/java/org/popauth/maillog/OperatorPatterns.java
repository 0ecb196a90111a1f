package org.popauth.maillog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.maillog.patterns.BadPatterns;
import org.popauth.maillog.patterns.Fault;
import org.popauth.maillog.patterns.PatternFile;
import org.popauth.maillog.patterns.Patterns;
import org.popauth.maillog.patterns.Sample;

/// Operators' patterns from a file, with all their samples tried as lines of a log.
public final class OperatorPatterns {

    private static final Instant RECEIVED_AT = Instant.parse("2026-12-31T00:00:00Z");
    private static final MailLogSettings SETTINGS =
            new MailLogSettings(new MailHost("sample"), ZoneOffset.UTC, 64);

    private OperatorPatterns() {}

    /// Reads and checks a file.
    ///
    /// @throws IOException when it cannot be read
    /// @throws BadPatterns when it must not be used
    public static Patterns read(Path file) throws IOException, BadPatterns {
        try (var in = Files.newInputStream(file)) {
            return of(file.toString(), in.readNBytes(PatternFile.BYTES_MAX + 1));
        }
    }

    /// Checks the bytes of a file.
    ///
    /// @param name of the file, for messages
    /// @throws BadPatterns when it must not be used
    public static Patterns of(String name, byte[] bytes) throws BadPatterns {
        var patterns = PatternFile.read(name, bytes);
        var faults = new ArrayList<Fault>();
        for (var pattern : patterns.names()) {
            for (var sample : patterns.samples().getOrDefault(pattern, List.of())) {
                var wrong = wrong(patterns, pattern, sample);
                if (wrong != null) {
                    faults.add(sample.wrong(wrong));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new BadPatterns(faults);
        }
        return patterns;
    }

    private static @Nullable String wrong(Patterns patterns, String pattern, Sample sample) {
        var log = new MailLog(SETTINGS.with(patterns), "sample");
        long offset = 0;
        for (var line : sample.given()) {
            var unused = read(log, line, offset++);
        }
        var reading = read(log, sample.line(), offset);
        var matched = log.lastPattern();
        var gives = sample.gives();
        if (gives == null) {
            return pattern.equals(matched) ? "this line must not be matched, and is" : null;
        }
        if (!pattern.equals(matched)) {
            return "this sample is not matched: " + why(reading, matched);
        }
        return reading instanceof Reading.Recognised said ? difference(said.event(), gives) : null;
    }

    private static Reading read(MailLog log, String line, long offset) {
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        return log.read(bytes, 0, bytes.length, 1, offset, RECEIVED_AT);
    }

    private static String why(Reading reading, @Nullable String matched) {
        if (matched != null) {
            return "pattern \"" + matched + "\" reads it";
        }
        return switch (reading) {
            case Reading.Recognised said ->
                    "popAuth itself reads it, as " + said.event().getClass().getSimpleName();
            case Reading.Ignored.HARMLESS ->
                    "the pattern does not fit the whole message, or its first line is missing";
            case Reading.Ignored.NOT_A_MAIL_DAEMON -> "its program is not in \"programs\"";
            case Reading.Ignored.AMBIGUOUS ->
                    "it can be read in two ways; let what stands before and behind the groups end"
                            + " where they begin, as with [^ ]+";
            case Reading.Ignored ignored -> ignored.sentence();
            case Reading.Unparsable wrong -> wrong.reason();
        };
    }

    private static @Nullable String difference(MailEvent event, Map<String, String> gives) {
        for (var each : gives.entrySet()) {
            var given = EventTexts.of(event, each.getKey());
            if (!each.getValue().equals(given)) {
                return "this sample gives "
                        + each.getKey()
                        + " \""
                        + given
                        + "\", not \""
                        + each.getValue()
                        + "\"";
            }
        }
        return null;
    }
}
