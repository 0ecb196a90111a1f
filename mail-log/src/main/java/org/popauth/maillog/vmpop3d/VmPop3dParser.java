package org.popauth.maillog.vmpop3d;

import static org.popauth.maillog.parser.Outcome.Nothing.FIRST_HALF;
import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of vm-pop3d.
///
/// The stock daemon tells the address in one line (`Connect from …`) and the log-in in a later one,
/// joined here by mail host and process; patched ones tell both in one.
public final class VmPop3dParser implements Parser {

    private static final String SERVICE = "pop3";
    private static final int ENTRIES_MAX = 4096;
    private static final Duration IDLE_MAX = Duration.ofHours(1);

    /// As for any daemon that prints the address last: of a line that was cut, the end is what the
    /// client wants it to be.
    private static final int LINE_BYTES_MAX = 1000;

    private final Memory<Key, Connection> open = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    private record Key(MailHost host, int pid) {}

    private static final class Connection {
        final Address address;
        @Nullable String user;
        boolean loggedIn;

        Connection(Address address) {
            this.address = address;
        }
    }

    @Override
    public String daemon() {
        return "vm-pop3d";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("vm-pop3d");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (line.isCut() || line.length() > LINE_BYTES_MAX) {
            return new Outcome.Unparsable("vm-pop3d: longer than its lines can honestly be");
        }
        if (cursor.skip("Connect from ")) {
            return connected(line, cursor);
        }
        if (cursor.sees("User ")) {
            return user(line, cursor);
        }
        if (cursor.sees("Session ended for ")
                || cursor.sees("Session timed out for ")
                || cursor.sees("Quitting on signal: ")) {
            return ended(line);
        }
        return HARMLESS;
    }

    private Outcome connected(Line line, Cursor cursor) {
        var address = cursor.address(cursor.at(), cursor.end());
        if (address == null) {
            return new Outcome.Unparsable("vm-pop3d: no address after 'Connect from'");
        }
        if (line.pid() < 0) {
            return HARMLESS;
        }
        open.put(key(line), new Connection(address), line);
        return FIRST_HALF;
    }

    private static Key key(Line line) {
        return new Key(line.host(), line.pid());
    }

    private Outcome user(Line line, Cursor cursor) {
        var said = UserLine.read(line, cursor);
        if (said == null) {
            return HARMLESS;
        }
        if (!said.failed()) {
            return loggedIn(line, said);
        }
        var address = said.address();
        return address == null
                ? HARMLESS
                : line.loginFailed(address, said.user(), SERVICE, said.reason(), 1);
    }

    private Outcome loggedIn(Line line, UserLine said) {
        var connection = connection(line, said.address());
        if (connection == null) {
            return HARMLESS;
        }
        connection.user = said.user();
        connection.loggedIn = true;
        return line.loginSucceeded(connection.address, said.user(), SERVICE, session(line));
    }

    /// The connection that the line is about: of the address in it, or of an earlier line.
    private @Nullable Connection connection(Line line, @Nullable Address address) {
        if (line.pid() < 0) {
            return address == null ? null : new Connection(address);
        }
        if (address == null) {
            return open.get(key(line), line);
        }
        var connection = new Connection(address);
        open.put(key(line), connection, line);
        return connection;
    }

    private static @Nullable String session(Line line) {
        return line.pid() < 0 ? null : Integer.toString(line.pid());
    }

    private Outcome ended(Line line) {
        var connection = open.remove(key(line));
        return connection == null || !connection.loggedIn
                ? HARMLESS
                : line.loggedOut(connection.address, connection.user, SERVICE, session(line));
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return open.oldest();
    }
}
