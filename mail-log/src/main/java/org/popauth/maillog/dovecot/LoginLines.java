package org.popauth.maillog.dovecot;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.ToldFailures;

/// Lines of the log-in processes: `imap-login: Login: user=<…>, …`.
///
/// What stands before the elements is Dovecot's own text.
final class LoginLines {

    private static final String COUNTED = "(auth failed, ";
    private static final String ABORTED = "Aborted login";

    /// Other words for a refused password.
    private static final String[] FAILED = {
        "(auth_failed)",
        "(proxy dest auth failed)",
        ": Auth failed",
        "(auth failed)",
        "(tried to use disallowed plaintext auth)",
        "(tried to use disallowed cleartext auth)",
        "(tried to use disabled plaintext auth)"
    };

    /// Words for a client that does not speak POP3. IMAP's, `Too many invalid commands`, are not
    /// among them: mail programs try extensions that the log-in process does not know.
    private static final String ABUSE = "Too many bad commands";

    private final Sessions sessions;
    private final ToldFailures counted;

    LoginLines(Sessions sessions, ToldFailures counted) {
        this.sessions = sessions;
        this.counted = counted;
    }

    Outcome read(Line line, Cursor cursor, String service) {
        if (cursor.skip("Login: ") || cursor.skip("Logged in: ")) {
            return succeeded(line, cursor, service);
        }
        if (cursor.sees("proxy(")) {
            return ProxyLine.skip(cursor) ? succeeded(line, cursor, service) : ended(line, cursor);
        }
        int from = cursor.at();
        if (Elements.beginAt(cursor)) {
            return failedBehindElements(line, cursor, service);
        }
        int to = skipToElements(cursor);
        if (to < 0) {
            cursor.moveTo(from);
            return failedBehindWord(line, cursor, service);
        }
        int elements = cursor.at();
        int attempts = attempts(cursor, from, to);
        if (attempts == 0) {
            boolean abuse = Bytes.indexOf(cursor.bytes(), from, to, ABUSE) >= 0;
            cursor.moveTo(elements);
            return abuse ? abused(line, cursor, line.text(from, to)) : HARMLESS;
        }
        if (attempts < 0) {
            return new Outcome.Unparsable("Dovecot: no number of attempts after 'auth failed'");
        }
        cursor.moveTo(elements);
        return failed(line, cursor, service, line.text(from, to), attempts);
    }

    /// `proxy(U): disconnecting ADDRESS (REASON): user=<U>, …, session=<S>`: only a session that is
    /// open comes to its end.
    private Outcome ended(Line line, Cursor cursor) {
        boolean said = ProxyLine.isEnd(cursor) && skipToElements(cursor) >= 0;
        var elements = said ? Elements.read(cursor) : null;
        var session = elements == null ? null : session(line, elements);
        var known = session == null ? null : sessions.end(line, session);
        return known == null
                ? HARMLESS
                : line.loggedOut(known.address(), known.user(), known.service(), session);
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
        int before =
                Bytes.matches(bytes, from, to, ABORTED) ? attemptsBeforeOne(cursor, from, to) : 0;
        if (before > 0) {
            return before;
        }
        int count = Bytes.indexOf(bytes, from, to, COUNTED);
        if (count >= 0) {
            cursor.moveTo(count + COUNTED.length());
            int attempts = cursor.number(4);
            return attempts >= 1 && cursor.skip(" attempt") ? attempts : -1;
        }
        return seesAny(bytes, from, to, FAILED) ? 1 : 0;
    }

    /// `Aborted login (1 authentication attempts)`, or, of 1.0, `Aborted login` and nothing more if
    /// the elements say how it was tried; 0 when the text says something else.
    private static int attemptsBeforeOne(Cursor cursor, int from, int to) {
        int words = from + ABORTED.length();
        int elements = cursor.at();
        if (words == to) {
            boolean tried = cursor.sees("user=<") && cursor.find(">, method=") >= 0;
            return tried ? 1 : 0;
        }
        cursor.moveTo(words);
        int attempts = cursor.skip(" (") ? cursor.number(4) : -1;
        boolean counted = attempts > 0 && cursor.skip(" authentication attempts)");
        cursor.moveTo(elements);
        return counted ? attempts : 0;
    }

    private static boolean seesAny(byte[] bytes, int from, int to, String[] all) {
        for (var words : all) {
            if (Bytes.indexOf(bytes, from, to, words) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static Outcome abused(Line line, Cursor cursor, String text) {
        var elements = Elements.read(cursor);
        var address = elements == null ? null : elements.address();
        return address == null
                ? withoutAddress()
                : line.offence(OffenceKind.PROTOCOL_ABUSE, address, Details.ofText(text));
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

    /// `Aborted login (auth failed, 6 attempts): WORD rip=ADDRESS, lip=ADDRESS`: elements of which
    /// the first has no name. Read when there is one address alone, and nothing behind it.
    private Outcome failedBehindWord(Line line, Cursor cursor, String service) {
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int end = cursor.end();
        int colon = cursor.find("): ");
        int attempts = colon < 0 ? 0 : attempts(cursor, from, colon + 1);
        int blank = attempts < 1 ? -1 : Bytes.indexOf(bytes, colon + 3, end, ' ');
        int rip = blank < 0 ? -1 : Bytes.lastIndexOf(bytes, from, end, " rip=");
        int lip = rip != blank || rip < 0 ? -1 : Bytes.indexOf(bytes, rip, end, ", lip=");
        var address = lip < 0 ? null : cursor.address(rip + 5, lip);
        if (address == null || cursor.address(lip + 6, end) == null) {
            return HARMLESS;
        }
        int left = counted.notYetCounted(line, address, attempts);
        return left == 0
                ? REPEATED
                : line.loginFailed(address, null, service, line.text(from, colon + 1), left);
    }

    /// `user=<U>, method=M, rip=A, lip=B Disconnected (auth failed, 2 attempts)`, of
    /// `login_log_format = %s %$`. No client can write the end of the line.
    private Outcome failedBehindElements(Line line, Cursor cursor, String service) {
        int from = cursor.at();
        int end = cursor.end();
        int to = beginOfEnd(cursor);
        int attempts = to < 0 ? 0 : attempts(cursor, to + 1, end);
        boolean isWhole =
                attempts > 0 && cursor.bytes()[end - 1] == ')' && cursor.find(')') == end - 1;
        return isWhole
                ? failed(line, cursor.part(from, to), service, line.text(to + 1, end), attempts)
                : HARMLESS;
    }

    /// Where the last ` Disconnected (` or ` Aborted login (` stands, -1 if nowhere.
    private static int beginOfEnd(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        return Math.max(
                Bytes.lastIndexOf(bytes, cursor.at(), cursor.end(), " Disconnected ("),
                Bytes.lastIndexOf(bytes, cursor.at(), cursor.end(), " Aborted login ("));
    }

    private static Outcome withoutAddress() {
        return new Outcome.Unparsable("Dovecot: a log-in whose address cannot be told for certain");
    }
}
