package org.popauth.maillog.dovecot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;
import org.popauth.maillog.parser.OfHost;

/// The sessions that are open, because the line of a log-out names the session and not the address.
final class Sessions {

    private static final int ENTRIES_MAX = 65_536;
    private static final Duration IDLE_MAX = Duration.ofHours(24);

    private final Memory<OfHost<String>, Session> open = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    /// A session that logged in.
    record Session(Address address, @Nullable String user, String service) {}

    void begin(Line line, String session, Session opened) {
        open.put(new OfHost<>(line.host(), session), opened, line);
    }

    @Nullable Session end(Line line, String session) {
        return open.isEmpty() ? null : open.remove(new OfHost<>(line.host(), session));
    }

    @Nullable EventId oldest() {
        return open.oldest();
    }
}
