package org.popauth.maillog.dovecot;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;
import org.popauth.maillog.parser.ToldFailures;

/// Reads what Dovecot 1.x to 2.4 logs about log-ins, by syslog or in a file of its own.
public final class DovecotParser implements Parser {

    /// The service of a line that names none.
    static final String UNKNOWN_SERVICE = "dovecot";

    /// Longer lines are not read: some syslog daemons cut at 1,024 bytes, and of a line that was
    /// cut inside a user's name the end is what the client wants it to be.
    private static final int LINE_BYTES_MAX = 1000;

    private static final String LOGIN = "-login";

    private final Sessions sessions = new Sessions();
    private final ToldFailures counted;
    private final ToldFailures before = new ToldFailures();
    private final LoginLines logins;
    private final AuthLines auths;
    private final PamLines pam;
    private final SessionLines ends = new SessionLines(sessions);

    /// @param counted the failures that Dovecot tells of; those that it checked for others too
    public DovecotParser(ToldFailures counted) {
        this.counted = counted;
        this.logins = new LoginLines(sessions, counted);
        this.auths = new AuthLines(counted, before);
        this.pam = new PamLines(counted, before);
    }

    @Override
    public String daemon() {
        return "dovecot";
    }

    @Override
    public boolean reads(String program) {
        return isDovecot(program)
                || program.endsWith(LOGIN)
                || program.equals("auth")
                || program.startsWith("auth(")
                || program.startsWith("auth-worker(")
                || program.startsWith("imap(")
                || program.startsWith("pop3(")
                || program.startsWith("managesieve(")
                || program.startsWith("submission(");
    }

    private static boolean isDovecot(String program) {
        return program.equals("dovecot") || program.startsWith("dovecot-");
    }

    @Override
    public Outcome read(Line line) {
        var message = line.message();
        if (PamLines.skip(message)) {
            return isTooLong(line) ? tooLong() : pam.read(line, message);
        }
        var program = line.program();
        boolean named = isDovecot(program);
        if (!named && !line.isHostless() && !program.endsWith(LOGIN)) {
            return HARMLESS;
        }
        var cursor = named ? line.message() : line.messageWithTag();
        cursor.skip("dovecot: ");
        int from = cursor.at();
        byte[] bytes = cursor.bytes();
        while (Bytes.isLetterOrDigit(cursor.peek()) || cursor.peek() == '-') {
            cursor.moveTo(cursor.at() + 1);
        }
        int to = cursor.at();
        if (to - from > LOGIN.length() && Bytes.matches(bytes, to - LOGIN.length(), to, LOGIN)) {
            return readLogin(line, cursor, line.word(from, to - LOGIN.length()));
        }
        boolean auth = Bytes.matches(bytes, from, to, "auth");
        return auth ? readAuth(line, cursor, from) : readSession(line, cursor);
    }

    private Outcome readLogin(Line line, Cursor cursor, String service) {
        skipPid(cursor, '[', ']');
        if (!cursor.skip(": ")) {
            return HARMLESS;
        }
        cursor.skip("Info: ");
        return isTooLong(line) ? tooLong() : logins.read(line, cursor, service);
    }

    private Outcome readAuth(Line line, Cursor cursor, int from) {
        boolean ofUser = cursor.peek() == '(';
        if (!cursor.skip("(default)")) {
            skipPid(cursor, '(', ')');
        }
        skipPid(cursor, '[', ']');
        if (cursor.skip(": ")) {
            cursor.skip("Info: ");
        } else if (ofUser) {
            cursor.moveTo(from);
        } else {
            return HARMLESS;
        }
        return isTooLong(line) ? tooLong() : auths.read(line, cursor);
    }

    private Outcome readSession(Line line, Cursor cursor) {
        return cursor.skip('(') ? ends.read(line, cursor) : HARMLESS;
    }

    private static void skipPid(Cursor cursor, char open, char close) {
        int start = cursor.at();
        if (cursor.skip(open) && (cursor.number(9) < 0 || !cursor.skip(close))) {
            cursor.moveTo(start);
        }
    }

    private static boolean isTooLong(Line line) {
        return line.isCut() || line.length() > LINE_BYTES_MAX;
    }

    private static Outcome tooLong() {
        return new Outcome.Unparsable("Dovecot: longer than a line about a log-in can honestly be");
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return earlier(earlier(sessions.oldest(), counted.oldest()), before.oldest());
    }

    private static @Nullable EventId earlier(@Nullable EventId one, @Nullable EventId other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
