package org.popauth.maillog.sendmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Log-ins: `AUTH failure (PLAIN): reason, user=U, relay=name [address]` and `AUTH=server,
/// relay=name [address], authid=U, mech=PLAIN, bits=0`.
final class Authentication {

    private static final String USER = ", user=";

    private Authentication() {}

    static Outcome read(Line line, Cursor cursor) {
        if (cursor.skip("AUTH=server, relay=")) {
            return succeeded(line, cursor);
        }
        return cursor.skip("AUTH failure (") && cursor.skipPast("): ")
                ? failed(line, cursor)
                : HARMLESS;
    }

    private static Outcome succeeded(Line line, Cursor cursor) {
        var relay = Relay.read(cursor);
        if (relay == null || !cursor.skip(", authid=")) {
            return HARMLESS;
        }
        int to = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), ", mech=");
        return to < 0
                ? HARMLESS
                : line.loginSucceeded(
                        relay.address(), line.textOrNull(cursor.at(), to), "smtp", null);
    }

    /// The user is the client's and stands before the relay, which ends the line.
    private static Outcome failed(Line line, Cursor cursor) {
        if (cursor.sees("generic failure")) {
            return OWN_FAULT;
        }
        int from = cursor.at();
        int relayFrom = Bytes.lastIndexOf(cursor.bytes(), from, cursor.end(), ", relay=");
        if (relayFrom < 0) {
            return HARMLESS;
        }
        var relay = Relay.readAtEnd(cursor);
        if (relay == null) {
            return new Outcome.Unparsable("Sendmail: no name [address] at the end of the line");
        }
        int user = Bytes.indexOf(cursor.bytes(), from, relayFrom, USER);
        return line.loginFailed(
                relay.address(),
                user < 0 ? null : line.textOrNull(user + USER.length(), relayFrom),
                "smtp",
                line.textOrNull(from, user < 0 ? relayFrom : user),
                1);
    }
}
