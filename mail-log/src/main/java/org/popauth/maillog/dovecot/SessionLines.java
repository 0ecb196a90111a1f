package org.popauth.maillog.dovecot;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Lines of a session: `imap(user)<pid><session>: Logged out in=1 out=2`.
final class SessionLines {

    private final Sessions sessions;

    SessionLines(Sessions sessions) {
        this.sessions = sessions;
    }

    /// Reads what follows the opening bracket.
    Outcome read(Line line, Cursor cursor) {
        if (!cursor.skipPast(")<") || cursor.number(9) < 0 || !cursor.skip("><")) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = Bytes.indexOf(cursor.bytes(), from, cursor.end(), '>');
        if (to < 0) {
            return HARMLESS;
        }
        cursor.moveTo(to + 1);
        if (!cursor.skip(": ")) {
            return HARMLESS;
        }
        cursor.skip("Info: ");
        return isEnd(cursor) ? ended(line, line.text(from, to)) : HARMLESS;
    }

    private static boolean isEnd(Cursor cursor) {
        return cursor.sees("Logged out")
                || cursor.sees("Disconnected")
                || cursor.sees("Connection closed")
                || cursor.sees("Server shutting down");
    }

    private Outcome ended(Line line, String session) {
        var known = sessions.end(line, session);
        return known == null
                ? HARMLESS
                : line.loggedOut(known.address(), known.user(), known.service(), session);
    }
}
