package org.popauth.maillog.qpopper;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Tail;
import org.popauth.maillog.parser.ByProcess;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of Qpopper, each perhaps with ` [file.c:815]` at its end:
///
/// - `(v4.0.9) POP login by user "joe" at (NAME) ADDRESS`;
/// - `Stats: joe 0 0 1 815 NAME ADDRESS`, at the end of a session;
/// - `(joe,ADDRESS) Authenticated.`, of a patched 1.831;
/// - `[AUTH] Failed attempted login to joe from host (NAME) ADDRESS`;
/// - replies to a refused password ([RefusedReply]).
///
/// Replies begin with the user, which is any text, so each of the other forms is read at both ends.
public final class QpopperParser implements Parser {

    private static final String LOGIN = " POP login by user ";
    private static final String AT = " at (";
    private static final String ATTEMPT = "[AUTH] Failed attempted login to ";
    private static final String PROBE = "Possible probe of account ";
    private static final String FROM = " from host (";
    private static final String PATCHED = ") Authenticated.";

    private final ByProcess<Boolean> sessions = new ByProcess<>();
    private final ByProcess<Boolean> refusals = new ByProcess<>();

    @Override
    public String daemon() {
        return "qpopper";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("popper")
                || program.equals("in.popper")
                || program.equals("[popper]")
                || program.startsWith("qpopper")
                || program.startsWith("in.qpopper");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        if (Honest.mayBeCut(line)) {
            return Honest.tooLong("Qpopper");
        }
        int end = endOfMessage(cursor);
        var refused = RefusedReply.read(cursor, end);
        if (refused != null) {
            refusals.put(line, true);
            return line.loginFailed(
                    refused.address(),
                    line.textOrNull(cursor.at(), refused.userTo()),
                    "pop3",
                    line.text(refused.reasonFrom(), refused.reasonTo()),
                    1);
        }
        if (cursor.find("): -ERR ") >= 0) {
            return HARMLESS;
        }
        return report(line, cursor, end);
    }

    private Outcome report(Line line, Cursor cursor, int end) {
        if (cursor.sees("(") && new Tail(cursor.bytes(), cursor.at(), end).skip(PATCHED)) {
            return authenticated(line, cursor, end);
        }
        if (cursor.skip("(v")) {
            return loggedIn(line, cursor, end);
        }
        if (cursor.skip("Stats: ")) {
            return stats(line, cursor, end);
        }
        if (cursor.skip(ATTEMPT) || cursor.skip(PROBE)) {
            return attempted(line, cursor, end);
        }
        return HARMLESS;
    }

    /// Where the message ends without the place in the source code that 4 prints.
    private static int endOfMessage(Cursor cursor) {
        var tail = Tail.of(cursor);
        if (tail.skip("]") && tail.skipNumber() && tail.skip(":")) {
            tail.skipHostName();
            if (tail.skip(" [")) {
                return tail.at();
            }
        }
        return cursor.end();
    }

    private Outcome loggedIn(Line line, Cursor cursor, int end) {
        while (Bytes.isHostNameByte(cursor.peek())) {
            cursor.moveTo(cursor.at() + 1);
        }
        if (!cursor.skip(')') || !cursor.skip(LOGIN)) {
            return HARMLESS;
        }
        boolean quoted = cursor.skip('"');
        var host = NamedHost.read(cursor, end, quoted ? "\"" + AT : AT);
        if (host == null) {
            return HARMLESS;
        }
        sessions.put(line, true);
        return line.loginSucceeded(
                host.address(),
                line.textOrNull(cursor.at(), host.from()),
                "pop3",
                ByProcess.session(line));
    }

    /// The statistics are logged when a session ends; where log-ins are not logged, they are all
    /// that tells of one.
    private Outcome stats(Line line, Cursor cursor, int end) {
        cursor.skipAll(' ');
        int from = cursor.at();
        int to = cursor.find(' ');
        if (to < 0) {
            return HARMLESS;
        }
        cursor.moveTo(to);
        for (int i = 0; i < 4; i++) {
            if (!cursor.skip(' ') || cursor.number(9) < 0) {
                return HARMLESS;
            }
        }
        var tail = new Tail(cursor.bytes(), cursor.at(), end);
        tail.skipWord();
        var address = cursor.address(tail.at(), end);
        if (address == null || !tail.skip(" ")) {
            return HARMLESS;
        }
        tail.skipHostName();
        boolean whole = tail.at() == cursor.at() || tail.at() == cursor.at() + 1;
        var user = line.textOrNull(from, to);
        if (!whole) {
            return HARMLESS;
        }
        return sessions.remove(line) == null
                ? line.loginSucceeded(address, user, "pop3", null)
                : line.loggedOut(address, user, "pop3", ByProcess.session(line));
    }

    private Outcome attempted(Line line, Cursor cursor, int end) {
        var host = NamedHost.read(cursor, end, FROM);
        if (host == null) {
            return HARMLESS;
        }
        return refusals.remove(line) != null
                ? REPEATED
                : line.loginFailed(
                        host.address(),
                        line.textOrNull(cursor.at(), host.from()),
                        "pop3",
                        "Failed attempted login",
                        1);
    }

    private static Outcome authenticated(Line line, Cursor cursor, int end) {
        cursor.skip('(');
        var tail = new Tail(cursor.bytes(), cursor.at(), end - PATCHED.length());
        int to = tail.at();
        boolean comma = tail.skipTo(',');
        var address = comma ? cursor.address(tail.at(), to) : null;
        return address == null
                ? HARMLESS
                : line.loginSucceeded(
                        address, line.textOrNull(cursor.at(), tail.at() - 1), "pop3", null);
    }

    @Override
    public @Nullable EventId oldestOpen() {
        var session = sessions.oldest();
        var refusal = refusals.oldest();
        if (session == null || refusal == null) {
            return session == null ? refusal : session;
        }
        return session.compareTo(refusal) <= 0 ? session : refusal;
    }
}
