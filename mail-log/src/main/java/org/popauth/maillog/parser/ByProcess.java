package org.popauth.maillog.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;

/// What is remembered of one line of a process for a later line of the same process.
///
/// A line without the number of its process is never joined with another.
///
/// @param <V> what is remembered
public final class ByProcess<V> {

    private static final int ENTRIES_MAX = 16_384;
    private static final Duration IDLE_MAX = Duration.ofHours(4);

    private final Memory<Key, V> open = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    private record Key(MailHost host, String program, int pid) {
        // Written out, because the JVM puts together those of a record anew at each start.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && pid == key.pid
                    && program.equals(key.program)
                    && host.equals(key.host);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * pid + program.hashCode()) + host.hashCode();
        }
    }

    private static Key key(Line line) {
        return new Key(line.host(), line.program(), line.pid());
    }

    /// Remembers something from this line on.
    public void put(Line line, V value) {
        if (line.pid() >= 0) {
            open.put(key(line), value, line);
        }
    }

    /// What an earlier line of the process said; null if there is none.
    public @Nullable V get(Line line) {
        return open.isEmpty() || line.pid() < 0 ? null : open.get(key(line), line);
    }

    /// Forgets what an earlier line of the process said, and returns it.
    public @Nullable V remove(Line line) {
        return open.isEmpty() || line.pid() < 0 ? null : open.remove(key(line));
    }

    /// The first line of all that is remembered; null if nothing is.
    public @Nullable EventId oldest() {
        return open.oldest();
    }

    /// The number of the line's process as the name of a session; null if it has none.
    public static @Nullable String session(Line line) {
        return line.pid() < 0 ? null : Integer.toString(line.pid());
    }
}
