package org.popauth.maillog;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.header.Header;

/// Reads just the time stamp of a line. Not thread-safe.
public final class SyslogTime {

    private final ZoneId zone;
    private final Header<Void> header = new Header<>();

    /// @param zone the time zone of stamps that name none
    public SyslogTime(ZoneId zone) {
        this.zone = zone;
    }

    /// When the line says that it was written; null if it does not begin as a log line does.
    ///
    /// @param receivedAt what a stamp without a year is dated by
    public @Nullable Instant timeOf(byte[] bytes, int from, int to, Instant receivedAt) {
        int end = Math.min(to, from + MailLog.LINE_BYTES_MAX);
        return header.read(bytes, from, end) == null
                ? header.stamp().instant(receivedAt, zone)
                : null;
    }
}
