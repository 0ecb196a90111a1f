package org.popauth.maillog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;

/// Reads the lines of one source, in their order. Not thread-safe.
public final class MailLog {

    private final MailLogSettings settings;

    public MailLog(MailLogSettings settings) {
        this.settings = settings;
    }

    /// Reads one line without its line end; the bytes may be anything.
    public Reading read(byte[] bytes, int from, int to, EventId id, Instant receivedAt) {
        return settings.ipv6PrefixLength() > 128 ? Reading.Ignored.BLANK : Reading.Ignored.HARMLESS;
    }

    /// The oldest line that a later line may still be joined with, or that still suppresses
    /// repeats; null if there is none.
    public @Nullable EventId oldestOpen() {
        return null;
    }
}
