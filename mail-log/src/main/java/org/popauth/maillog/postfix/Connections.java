package org.popauth.maillog.postfix;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;

/// What has been counted in the connections that are open, so that a refusal that Postfix logs for
/// every recipient counts once.
///
/// A process of smtpd serves one connection at a time; postscreen serves many, told apart by
/// address and port. An entry begins with the first line that counts and ends with the connection,
/// or when no line has used it for longer than Postfix waits for a client.
final class Connections {

    private static final int ENTRIES_MAX = 16_384;
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);

    private final Memory<Key, Counted> open = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    /// The key of the connection that is looked for, so that looking allocates nothing.
    private final Key wanted = new Key();

    /// A process on a mail host; for postscreen also the client's address and port.
    private static final class Key {
        private @Nullable MailHost host;
        private String program = "";
        private int pid;
        private @Nullable Address address;
        private int port;

        Key set(Line line, @Nullable Peer peer) {
            host = line.host();
            program = line.program();
            pid = line.pid();
            boolean screened = program.endsWith(Role.POSTSCREEN.suffix());
            address = peer != null && screened ? peer.address() : null;
            port = peer != null && screened ? peer.port() : -1;
            return this;
        }

        Key copy() {
            var copy = new Key();
            copy.host = host;
            copy.program = program;
            copy.pid = pid;
            copy.address = address;
            copy.port = port;
            return copy;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Key other
                    && pid == other.pid
                    && port == other.port
                    && program.equals(other.program)
                    && Objects.equals(host, other.host)
                    && Objects.equals(address, other.address);
        }

        @Override
        public int hashCode() {
            int client = address == null ? 0 : address.hashCode();
            return ((pid * 31 + port) * 31 + client) * 31 + program.hashCode();
        }
    }

    private static final class Counted {
        final Address address;
        long kinds;
        boolean loginTried;

        Counted(Address address) {
            this.address = address;
        }
    }

    /// True when the kind has not been counted in this connection before; it is from now on.
    boolean isFirst(Line line, @Nullable Peer peer, Address address, OffenceKind kind) {
        if (line.pid() < 0) {
            return true;
        }
        var counted = counted(line, peer, address);
        long bit = 1L << kind.ordinal();
        boolean first = (counted.kinds & bit) == 0;
        counted.kinds |= bit;
        return first;
    }

    /// Notes that lines about log-ins in this connection have been read.
    void loginTried(Line line, Peer peer, Address address) {
        if (line.pid() >= 0) {
            counted(line, peer, address).loginTried = true;
        }
    }

    /// Notes whose connection it is, for lines that do not say so.
    void begin(Line line, Peer peer, Address address) {
        if (line.pid() >= 0) {
            counted(line, peer, address);
        }
    }

    /// Whose connection the process of the line has; null if no line has told.
    @Nullable Address client(Line line) {
        var counted =
                open.isEmpty() || line.pid() < 0 ? null : open.get(wanted.set(line, null), line);
        return counted == null ? null : counted.address;
    }

    private Counted counted(Line line, @Nullable Peer peer, Address address) {
        var key = wanted.set(line, peer);
        var known = open.get(key, line);
        if (known != null && known.address.equals(address)) {
            return known;
        }
        var counted = new Counted(address);
        open.put(key.copy(), counted, line);
        return counted;
    }

    /// Forgets the connection: it has ended, or its process has a new one. True when lines about
    /// log-ins in it have been read.
    boolean end(Line line, @Nullable Peer peer) {
        if (open.isEmpty()) {
            return false;
        }
        open.endIdle(line);
        var counted = open.remove(wanted.set(line, peer));
        return counted != null
                && counted.loginTried
                && peer != null
                && counted.address.equals(peer.address());
    }

    @Nullable EventId oldest() {
        return open.oldest();
    }
}
