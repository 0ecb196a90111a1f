package org.popauth.maillog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;
import org.popauth.maillog.patterns.BadPatterns;
import org.popauth.maillog.patterns.Patterns;

/// A log of one source that is read with the patterns of the test resources.
final class PatternLog {

    static final Patterns PATTERNS = patterns();

    private final MailLog log = new MailLog(SampleLog.SETTINGS.with(PATTERNS), "test");
    private long offset;

    private static Patterns patterns() {
        try (var in = PatternLog.class.getResourceAsStream("/patterns/good.yaml")) {
            return OperatorPatterns.of("good.yaml", Objects.requireNonNull(in).readAllBytes());
        } catch (IOException | BadPatterns e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads a message of a program's process, written at a time of the day.
    Reading read(String time, String tag, String message) {
        return read("Nov 23 " + time + " mx1 " + tag + ": " + message);
    }

    Reading read(String line) {
        var bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        long at = offset;
        offset += bytes.length + 1;
        return log.read(bytes, 0, bytes.length, 1, at, SampleLog.RECEIVED_AT);
    }

    MailLog log() {
        return log;
    }

    static MailEvent event(Reading reading) {
        if (reading instanceof Reading.Recognised(MailEvent event)) {
            return event;
        }
        throw new AssertionError("no event: " + reading);
    }

    static Address address(Reading reading) {
        return event(reading).address();
    }
}
