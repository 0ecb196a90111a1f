package org.popauth.maillog.dovecot;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Lines of the log-in processes: `imap-login: Login: user=<…>, …`.
final class LoginLines {

    private static final String FAILED = "(auth failed, ";

    private final Sessions sessions;
    private final CountedFailures counted;

    LoginLines(Sessions sessions, CountedFailures counted) {
        this.sessions = sessions;
        this.counted = counted;
    }

    Outcome read(Line line, Cursor cursor, String service) {
        if (cursor.skip("Login: ") || cursor.skip("Logged in: ")) {
            return succeeded(line, cursor, service);
        }
        int from = cursor.at();
        int to = cursor.find(": user=<");
        int failed = to < 0 ? -1 : Bytes.indexOf(cursor.bytes(), from, to, FAILED);
        if (failed < 0) {
            return HARMLESS;
        }
        cursor.moveTo(failed + FAILED.length());
        int attempts = cursor.number(4);
        if (attempts < 1 || !cursor.skip(" attempt")) {
            return new Outcome.Unparsable("Dovecot: no number of attempts after 'auth failed'");
        }
        cursor.moveTo(to + 2);
        return failed(line, cursor, service, line.text(from, to), attempts);
    }

    private Outcome succeeded(Line line, Cursor cursor, String service) {
        var elements = Elements.read(cursor);
        var address = elements == null ? null : elements.address();
        if (elements == null || address == null) {
            return withoutAddress();
        }
        var user = line.textOrNull(elements.userFrom(), elements.userTo());
        var session = session(line, elements);
        if (session != null) {
            sessions.begin(line, session, new Sessions.Session(address, user, service));
        }
        return line.loginSucceeded(address, user, service, session);
    }

    private static @Nullable String session(Line line, Elements elements) {
        return elements.sessionFrom() < 0
                ? null
                : line.text(elements.sessionFrom(), elements.sessionTo());
    }

    private Outcome failed(Line line, Cursor cursor, String service, String reason, int attempts) {
        var elements = Elements.read(cursor);
        var address = elements == null ? null : elements.address();
        if (elements == null || address == null) {
            return withoutAddress();
        }
        int left = counted.notYetCounted(line, address, attempts);
        var user = line.textOrNull(elements.userFrom(), elements.userTo());
        return left == 0 ? REPEATED : line.loginFailed(address, user, service, reason, left);
    }

    private static Outcome withoutAddress() {
        return new Outcome.Unparsable(
                "Dovecot: a log-in without 'user=<…>, …, rip=address' in this order");
    }
}
