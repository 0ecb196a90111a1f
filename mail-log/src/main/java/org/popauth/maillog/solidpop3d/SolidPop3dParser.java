package org.popauth.maillog.solidpop3d;

import static org.popauth.maillog.parser.Outcome.Nothing.FIRST_HALF;
import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.ByProcess;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of Solid POP3: `connect from ADDRESS`, then `user joe authenticated` or
/// `authentication failed for user joe` of the same process; built with `--enable-logextend`, lines
/// end with ` - ADDRESS`.
///
/// What `connect from` said outranks the end of a line, which may be a refused user's.
public final class SolidPop3dParser implements Parser {

    private static final String DASH = " - ";
    private static final String AUTHENTICATED = " authenticated";

    private static final String[] FAILURES = {
        "authentication failed: no such user: ",
        "authentication failed: can't map user name: ",
        "authentication failed for user ",
        "authentication failed for mapped user ",
        "APOP authentication failed for user ",
        "APOP authentication failed for mapped user ",
        "can't find APOP secret for user ",
        "root login not allowed"
    };

    private final ByProcess<Address> open = new ByProcess<>();

    @Override
    public String daemon() {
        return "solidpop3d";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("spop3d") || program.equals("solid-pop3d");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        if (cursor.skip("connect from ")) {
            return connected(line, cursor);
        }
        if (cursor.skip("user ")) {
            return authenticated(line, cursor);
        }
        int start = cursor.at();
        for (var failure : FAILURES) {
            if (cursor.skip(failure)) {
                return Honest.mayBeCut(line)
                        ? Honest.tooLong("Solid POP3")
                        : refused(line, cursor, start);
            }
        }
        return HARMLESS;
    }

    private Outcome connected(Line line, Cursor cursor) {
        int from = cursor.at();
        int blank = cursor.find(' ');
        var address = cursor.address(from, blank < 0 ? cursor.end() : blank);
        if (address == null) {
            return HARMLESS;
        }
        open.put(line, address);
        return FIRST_HALF;
    }

    private Outcome authenticated(Line line, Cursor cursor) {
        int from = cursor.at();
        int to = cursor.find(' ');
        if (to < 0) {
            return HARMLESS;
        }
        cursor.moveTo(to);
        if (!cursor.skip(AUTHENTICATED) || !(cursor.atEnd() || cursor.sees(DASH))) {
            return HARMLESS;
        }
        var known = open.remove(line);
        var address = known == null ? addressAtEnd(cursor) : known;
        return address == null
                ? HARMLESS
                : line.loginSucceeded(address, line.textOrNull(from, to), "pop3", null);
    }

    private Outcome refused(Line line, Cursor cursor, int start) {
        int dash = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), DASH);
        var known = open.get(line);
        var address = known == null ? addressAtEnd(cursor) : known;
        if (address == null) {
            return HARMLESS;
        }
        boolean extended = dash >= 0 && addressAtEnd(cursor) != null;
        var user = line.textOrNull(cursor.at(), extended ? dash : cursor.end());
        return line.loginFailed(address, user, "pop3", line.text(start, cursor.at()), 1);
    }

    private static @Nullable Address addressAtEnd(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int dash = Bytes.lastIndexOf(bytes, cursor.at(), cursor.end(), DASH);
        return dash < 0 ? null : cursor.address(dash + DASH.length(), cursor.end());
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return open.oldest();
    }
}
