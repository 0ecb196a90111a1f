package org.popauth.maillog.parser;

import java.time.ZoneId;
import org.popauth.events.MailHost;

/// A mail host as the lines of one source show it: its name, the zone of its stamps, and how late
/// it is by them.
public final class SeenHost {

    private final MailHost name;
    private final ZoneId zone;
    private long latest = Long.MIN_VALUE;
    private boolean mayRepeat;

    /// @param zone of its stamps that name none
    public SeenHost(MailHost name, ZoneId zone) {
        this.name = name;
        this.zone = zone;
    }

    /// What it is called.
    public MailHost name() {
        return name;
    }

    ZoneId zone() {
        return zone;
    }

    void saw(long time) {
        latest = time;
    }

    /// The time of its line that was asked for last, in milliseconds since 1970.
    long latest() {
        return latest;
    }

    /// True when the last line of the host may be told again.
    public boolean mayRepeat() {
        return mayRepeat;
    }

    /// Notes whether the last line of the host may be told again.
    public void mayRepeat(boolean may) {
        mayRepeat = may;
    }
}
