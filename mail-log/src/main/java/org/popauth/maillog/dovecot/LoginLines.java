package org.popauth.maillog.dovecot;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Lines of the log-in processes: `imap-login: Login: user=<…>, …`.
///
/// What stands before the elements is Dovecot's own text.
final class LoginLines {

    private static final String COUNTED = "(auth failed, ";

    /// Other words for a refused password.
    private static final String[] FAILED = {
        "(auth_failed)", "(proxy dest auth failed)", ": Auth failed", "(auth failed)"
    };

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
        if (cursor.sees("proxy(")) {
            return ProxyLine.skip(cursor) ? succeeded(line, cursor, service) : HARMLESS;
        }
        int from = cursor.at();
        int to = skipToElements(cursor);
        if (to < 0) {
            return HARMLESS;
        }
        int elements = cursor.at();
        int attempts = attempts(cursor, from, to);
        if (attempts == 0) {
            return HARMLESS;
        }
        if (attempts < 0) {
            return new Outcome.Unparsable("Dovecot: no number of attempts after 'auth failed'");
        }
        cursor.moveTo(elements);
        return failed(line, cursor, service, line.text(from, to), attempts);
    }

    /// Goes to where the elements begin, and returns where the text before them ends; -1 if there
    /// are none.
    private static int skipToElements(Cursor cursor) {
        int colon = cursor.find(": ");
        while (colon >= 0) {
            cursor.moveTo(colon + 2);
            if (Elements.beginAt(cursor)) {
                return colon;
            }
            colon = cursor.find(": ");
        }
        return -1;
    }

    /// How many passwords were refused, by the text between the places; -1 if it does not say so
    /// where it should.
    private static int attempts(Cursor cursor, int from, int to) {
        byte[] bytes = cursor.bytes();
        int count = Bytes.indexOf(bytes, from, to, COUNTED);
        if (count >= 0) {
            cursor.moveTo(count + COUNTED.length());
            int attempts = cursor.number(4);
            return attempts >= 1 && cursor.skip(" attempt") ? attempts : -1;
        }
        for (var failed : FAILED) {
            if (Bytes.indexOf(bytes, from, to, failed) >= 0) {
                return 1;
            }
        }
        return 0;
    }

    private Outcome succeeded(Line line, Cursor cursor, String service) {
        if (!Elements.beginAt(cursor)) {
            return succeededBeforeOne(line, cursor, service);
        }
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

    /// `Login: joe [192.0.2.10]`, of versions before 1.0.
    private static Outcome succeededBeforeOne(Line line, Cursor cursor, String service) {
        int from = cursor.at();
        int to = cursor.find(' ');
        if (to < 0) {
            return withoutAddress();
        }
        cursor.moveTo(to);
        int last = cursor.end() - 1;
        Address address =
                cursor.skip(" [") && cursor.bytes()[last] == ']'
                        ? cursor.address(cursor.at(), last)
                        : null;
        return address == null
                ? withoutAddress()
                : line.loginSucceeded(address, line.textOrNull(from, to), service, null);
    }

    private static @Nullable String session(Line line, Elements elements) {
        return elements.namesSession()
                ? line.text(elements.sessionFrom(), elements.sessionTo())
                : null;
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
        return new Outcome.Unparsable("Dovecot: a log-in whose address cannot be told for certain");
    }
}
