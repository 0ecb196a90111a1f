package org.popauth.maillog.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.events.OffenceKind;

/// Which kinds of offence have been counted of a client that one process serves, for daemons that
/// use a process for one connection and do not log its end.
///
/// An entry ends when no line that counts has used it for ten minutes. Without the number of the
/// process every line counts.
public final class CountedKinds {

    private static final int ENTRIES_MAX = 16_384;
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);

    private final Memory<Key, long[]> kinds = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    private record Key(MailHost host, String program, int pid, Address address) {
        // Written out, because the JVM puts together those of a record anew at each start.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && pid == key.pid
                    && address.equals(key.address)
                    && program.equals(key.program)
                    && host.equals(key.host);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * pid + address.hashCode()) + host.hashCode();
        }
    }

    /// The outcome of an offence: an event, or, counted before, that it is repeated.
    public Outcome offence(Line line, int pid, OffenceKind kind, Address address, Details details) {
        return isFirst(line, pid, kind, address)
                ? line.offence(kind, address, details)
                : Outcome.Nothing.REPEATED;
    }

    private boolean isFirst(Line line, int pid, OffenceKind kind, Address address) {
        if (pid < 0) {
            return true;
        }
        var key = new Key(line.host(), line.program(), pid, address);
        var counted = kinds.get(key, line);
        if (counted == null) {
            counted = new long[1];
            kinds.put(key, counted, line);
        }
        long bit = 1L << kind.ordinal();
        boolean first = (counted[0] & bit) == 0;
        counted[0] |= bit;
        return first;
    }

    /// The oldest line that still keeps another from counting; null if there is none.
    public @Nullable EventId oldest() {
        return kinds.oldest();
    }
}
