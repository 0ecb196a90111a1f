package org.popauth.maillog.perdition;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Tail;
import org.popauth.maillog.parser.ByProcess;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of the proxy Perdition: `Auth: CLIENT[:PORT]->SERVER[:PORT] … status="ok"`.
///
/// The client stands before everything that is its own, the status ends the line. The user between
/// them is quoted but not escaped, and may hold a status of its own.
public final class PerditionParser implements Parser {

    private static final String OK = " status=\"ok\"";
    private static final String[] FAILED = {
        " status=\"failed: Re-Authentication Failure\"",
        " status=\"failed: local authentication failure\"",
        " status=\"failed: authentication failure\"",
        " status=\"failed\""
    };
    private static final String[] USERS = {" authentication_id=\"", " user=\""};

    @Override
    public String daemon() {
        return "perdition";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("perdition") || program.startsWith("perdition.");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        boolean auth = cursor.skip("Auth: ");
        boolean close = !auth && (cursor.skip("Close: ") || cursor.skip("Closing session: "));
        if (!auth && !close) {
            return HARMLESS;
        }
        if (Honest.mayBeCut(line)) {
            return Honest.tooLong("Perdition");
        }
        var address = client(cursor);
        if (address == null) {
            return new Outcome.Unparsable("Perdition: no 'client->server' at the beginning");
        }
        return auth ? authentication(line, cursor, address) : closed(line, cursor, address);
    }

    /// Reads both ends of the connection; the client's port is left out.
    private static @Nullable Address client(Cursor cursor) {
        int from = cursor.at();
        int to = cursor.find("->");
        int end = cursor.find(' ');
        if (to < 0 || end < to) {
            return null;
        }
        cursor.moveTo(end);
        boolean withPort = !cursor.sees(" user=\"");
        int last = withPort ? Bytes.lastIndexOf(cursor.bytes(), from, to, ":") : -1;
        int addressTo = last < 0 ? to : last;
        boolean bracketed = cursor.bytes()[from] == '[' && cursor.bytes()[addressTo - 1] == ']';
        return bracketed
                ? cursor.address(from + 1, addressTo - 1)
                : cursor.address(from, addressTo);
    }

    private static Outcome authentication(Line line, Cursor cursor, Address address) {
        var user = user(line, cursor);
        var service = service(line);
        var tail = Tail.of(cursor);
        int end = tail.at();
        if (tail.skip(OK)) {
            return line.loginSucceeded(address, user, service, ByProcess.session(line));
        }
        for (var failed : FAILED) {
            if (tail.skip(failed)) {
                return line.loginFailed(address, user, service, line.text(tail.at() + 1, end), 1);
            }
        }
        return OWN_FAULT;
    }

    private static Outcome closed(Line line, Cursor cursor, Address address) {
        var user = user(line, cursor);
        return user == null
                ? HARMLESS
                : line.loggedOut(address, user, service(line), ByProcess.session(line));
    }

    private static @Nullable String user(Line line, Cursor cursor) {
        for (var name : USERS) {
            int at = cursor.find(name);
            if (at >= 0) {
                int from = at + name.length();
                int to = Bytes.indexOf(cursor.bytes(), from, cursor.end(), "\" server=\"");
                return to < 0 ? null : line.textOrNull(from, to);
            }
        }
        return null;
    }

    private static String service(Line line) {
        var program = line.program();
        if (program.contains("pop3")) {
            return "pop3";
        }
        return program.contains("imap") ? "imap" : "perdition";
    }
}
