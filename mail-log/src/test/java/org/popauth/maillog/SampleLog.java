package org.popauth.maillog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.popauth.events.MailHost;

/// A log of one source, line by line, as a test feeds it.
final class SampleLog {

    static final Instant RECEIVED_AT = Instant.parse("2026-11-23T12:00:00Z");
    static final MailLogSettings SETTINGS =
            new MailLogSettings(new MailHost("default.example"), ZoneId.of("Europe/Berlin"), 64);

    private final MailLog log = new MailLog(SETTINGS, "test");
    private long offset;

    Reading read(String line) {
        return read(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    Reading read(byte[] line) {
        long at = offset;
        offset += line.length + 1;
        return log.read(line, 0, line.length, 1, at, RECEIVED_AT);
    }

    MailLog log() {
        return log;
    }
}
