package org.popauth.maillog.dovecot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;

/// The sessions that are open, because the line of a log-out names the session and not the address.
final class Sessions {

    private static final int ENTRIES_MAX = 65_536;
    private static final Duration IDLE_MAX = Duration.ofHours(24);

    private final Memory<Key, Session> open = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    private record Key(MailHost host, String session) {
        // Written out, because the JVM puts together those of a record anew at each start.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && session.equals(key.session) && host.equals(key.host);
        }

        @Override
        public int hashCode() {
            return 31 * session.hashCode() + host.hashCode();
        }
    }

    /// A session that logged in.
    record Session(Address address, @Nullable String user, String service) {}

    void begin(Line line, String session, Session opened) {
        open.put(new Key(line.host(), session), opened, line);
    }

    @Nullable Session end(Line line, String session) {
        return open.isEmpty() ? null : open.remove(new Key(line.host(), session));
    }

    @Nullable EventId oldest() {
        return open.oldest();
    }
}
