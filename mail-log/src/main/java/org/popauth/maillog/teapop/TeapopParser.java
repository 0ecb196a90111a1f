package org.popauth.maillog.teapop;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Tail;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of teapop: `Successful login for joe@example.org [SERVER] from NAME [CLIENT]`.
///
/// The client is what ends the line; a name of a name service stands before it.
public final class TeapopParser implements Parser {

    private static final String SUCCESS = "Successful login for ";
    private static final String[] FAILURES = {
        "Failed login for ", "Unsuccessful login for ", "Invalid login for "
    };

    @Override
    public String daemon() {
        return "teapop";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("teapop");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        boolean success = cursor.skip(SUCCESS);
        boolean failure = false;
        for (var each : FAILURES) {
            failure = failure || (!success && cursor.skip(each));
        }
        if (!success && !failure) {
            return HARMLESS;
        }
        return Honest.mayBeCut(line) ? Honest.tooLong("teapop") : read(line, cursor, success);
    }

    private static Outcome read(Line line, Cursor cursor, boolean success) {
        var tail = Tail.of(cursor);
        int close = tail.at() - 1;
        if (!tail.skip("]") || !tail.skipTo('[')) {
            return HARMLESS;
        }
        var address = cursor.address(tail.at(), close);
        tail.skip("[");
        int client = tail.at();
        if (tail.skip(" ")) {
            client = tail.at();
            tail.skipHostName();
            client = tail.skip(" from ") ? tail.at() : client;
        }
        int server = Bytes.indexOf(cursor.bytes(), cursor.at(), client, " [");
        var user = line.textOrNull(cursor.at(), server < 0 ? client : server);
        if (address == null) {
            return HARMLESS;
        }
        return success
                ? line.loginSucceeded(address, user, "pop3", null)
                : line.loginFailed(address, user, "pop3", "login failed", 1);
    }
}
