package org.popauth.maillog.opensmtpd;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;
import org.popauth.maillog.parser.OfHost;

/// The sessions that are open. Most versions name the address where a session begins and nowhere
/// else.
///
/// An entry ends with its session, or when no line has used it for ten minutes.
final class Sessions {

    private static final int ENTRIES_MAX = 16_384;
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);

    private final Memory<OfHost<String>, Session> open = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    /// A session with what has been counted in it.
    static final class Session {
        private final Address address;
        private long kinds;
        private int told;

        Session(Address address) {
            this.address = address;
        }

        Address address() {
            return address;
        }

        /// True for the first offence of a kind.
        boolean isFirst(OffenceKind kind) {
            long bit = 1L << kind.ordinal();
            boolean first = (kinds & bit) == 0;
            kinds |= bit;
            return first;
        }

        /// Notes that a line has told of a refused log-in whose reply is logged later.
        void tell() {
            told++;
        }

        /// True for the reply to a refused log-in that has been told of.
        boolean takeTold() {
            boolean known = told > 0;
            told -= known ? 1 : 0;
            return known;
        }
    }

    /// The session that the line is about: the address is in the line, or in an earlier one.
    @Nullable Session find(Line line, int idFrom, int idTo, @Nullable Address address) {
        if (address == null && open.isEmpty()) {
            return null;
        }
        var key = new OfHost<>(line.host(), line.text(idFrom, idTo));
        var known = open.get(key, line);
        if (address == null || (known != null && known.address.equals(address))) {
            return known;
        }
        var session = new Session(address);
        open.put(key, session, line);
        return session;
    }

    void end(Line line, int idFrom, int idTo) {
        if (!open.isEmpty()) {
            open.endIdle(line);
            open.remove(new OfHost<>(line.host(), line.text(idFrom, idTo)));
        }
    }

    @Nullable EventId oldest() {
        return open.oldest();
    }
}
