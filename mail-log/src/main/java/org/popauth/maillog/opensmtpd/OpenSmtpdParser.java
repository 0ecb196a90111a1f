package org.popauth.maillog.opensmtpd;

import static org.popauth.maillog.parser.Outcome.Nothing.FIRST_HALF;
import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads what OpenSMTPD 5 to 7 logs about clients: `ID smtp connected address=A host=H`, then,
/// under the same ID, `authentication user=U result=permfail`, `failed-command command="C"
/// result="R"`, `bad-input result="R"`; 5.9 to 6.3 write `event=` before the word, and some of them
/// the address into each line.
///
/// Users come without blanks (vis(3)). The command is the client's, so the last ` result="` counts:
/// what stands there is the server's reply. It may repeat an address of mail, which can change the
/// kind, never the client.
public final class OpenSmtpdParser implements Parser {

    private static final int ID_BYTES = 16;
    private static final String ADDRESS = " address=";
    private static final String HOST = " host=";
    private static final String USER = " user=";
    private static final String RESULT = " result=\"";

    private final Sessions sessions = new Sessions();

    @Override
    public String daemon() {
        return "opensmtpd";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("smtpd") || program.equals("opensmtpd");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (cursor.skip("smtp-in: ")) {
            return older(line, cursor);
        }
        int from = cursor.at();
        int to = from;
        while (to < cursor.end() && isHex(cursor.bytes()[to])) {
            to++;
        }
        cursor.moveTo(to);
        if (to - from != ID_BYTES || !cursor.skip(" smtp ")) {
            return HARMLESS;
        }
        cursor.skip("event=");
        if (cursor.skip("connected")) {
            var address = address(cursor);
            return address != null && sessions.find(line, from, to, address) != null
                    ? FIRST_HALF
                    : HARMLESS;
        }
        if (cursor.skip("disconnected") || cursor.skip("closed")) {
            sessions.end(line, from, to);
            return HARMLESS;
        }
        return said(line, cursor, from, to);
    }

    /// Of versions before 5.9: `New session ID from host H [A]`, `Failed command on session ID: "C"
    /// => R`, `Bad input on session ID: R`, `Closing session ID`.
    private Outcome older(Line line, Cursor cursor) {
        boolean begins = cursor.skip("New session ");
        boolean failed = !begins && cursor.skip("Failed command on session ");
        boolean bad = !begins && !failed && cursor.skip("Bad input on session ");
        if (!begins && !failed && !bad && !cursor.skip("Closing session ")) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = Math.min(from + ID_BYTES, cursor.end());
        cursor.moveTo(to);
        if (begins) {
            var address = cursor.skip(" from host ") ? Honest.peer(cursor) : null;
            boolean known = address != null && sessions.find(line, from, to, address) != null;
            return known ? FIRST_HALF : HARMLESS;
        }
        if (!failed && !bad) {
            sessions.end(line, from, to);
            return HARMLESS;
        }
        var session = sessions.find(line, from, to, null);
        if (session == null || !cursor.skip(": ")) {
            return HARMLESS;
        }
        int result = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), "\" => ");
        return failed
                ? failed(line, cursor, session, result + 5, cursor.end())
                : offence(line, cursor, session, OffenceKind.PROTOCOL_ABUSE, cursor.at());
    }

    private static boolean isHex(byte b) {
        return Bytes.isDigit(b) || (b >= 'a' && b <= 'f');
    }

    private Outcome said(Line line, Cursor cursor, int from, int to) {
        if (cursor.skip("authentication")) {
            return authentication(line, cursor, from, to);
        }
        boolean command = cursor.skip("failed-command");
        if (!command && !cursor.skip("bad-input")) {
            return HARMLESS;
        }
        var session = sessions.find(line, from, to, address(cursor));
        if (session == null) {
            return HARMLESS;
        }
        return command
                ? failed(line, cursor, session, result(cursor), cursor.end() - 1)
                : offence(line, cursor, session, OffenceKind.PROTOCOL_ABUSE, result(cursor));
    }

    /// Reads ` address=A host=H` if it stands here; null, and the cursor stays, if not.
    private static @Nullable Address address(Cursor cursor) {
        int start = cursor.at();
        if (!cursor.skip(ADDRESS)) {
            return null;
        }
        int blank = cursor.find(' ');
        int to = blank < 0 ? cursor.end() : blank;
        var address = bracketless(cursor, cursor.at(), to);
        cursor.moveTo(address == null ? start : to);
        if (address != null && cursor.skip(HOST)) {
            int end = cursor.find(' ');
            cursor.moveTo(end < 0 ? cursor.end() : end);
        }
        return address;
    }

    /// An IPv6 address may stand in brackets, with `IPv6:` before it.
    private static @Nullable Address bracketless(Cursor cursor, int from, int to) {
        byte[] bytes = cursor.bytes();
        int inner = from < to && bytes[from] == '[' && bytes[to - 1] == ']' ? 1 : 0;
        int prefix = Bytes.matches(bytes, from + inner, to, "IPv6:") ? "IPv6:".length() : 0;
        return cursor.address(from + inner + prefix, to - inner);
    }

    private Outcome authentication(Line line, Cursor cursor, int from, int to) {
        if (!cursor.skip(USER)) {
            return HARMLESS;
        }
        int userFrom = cursor.at();
        int userTo = cursor.find(' ');
        if (userTo < 0) {
            return HARMLESS;
        }
        cursor.moveTo(userTo);
        var session = sessions.find(line, from, to, address(cursor));
        if (session == null || !cursor.skip(" result=")) {
            return HARMLESS;
        }
        var user = line.textOrNull(userFrom, userTo);
        if (cursor.skip("ok") && cursor.atEnd()) {
            return line.loginSucceeded(session.address(), user, "smtp", line.text(from, to));
        }
        if (!cursor.sees("permfail")) {
            return HARMLESS;
        }
        session.tell();
        return line.loginFailed(session.address(), user, "smtp", "permfail", 1);
    }

    private static int result(Cursor cursor) {
        int at = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), RESULT);
        return at < 0 ? -1 : at + RESULT.length();
    }

    /// @param result where the reply begins
    /// @param end where it ends
    private static Outcome failed(
            Line line, Cursor cursor, Sessions.Session session, int result, int end) {
        cursor.skip(" command=");
        int command = cursor.at();
        boolean login = cursor.sees("\"AUTH");
        boolean recipient = cursor.sees("\"RCPT");
        if (result <= command || result >= end || cursor.bytes()[result] != '5') {
            return HARMLESS;
        }
        cursor.moveTo(result);
        if (login && cursor.sees("535 ")) {
            var reason = line.text(result, end);
            return session.takeTold()
                    ? REPEATED
                    : line.loginFailed(session.address(), null, "smtp", reason, 1, command);
        }
        if (recipient && cursor.sees("550 Invalid recipient")) {
            return offence(line, cursor, session, OffenceKind.RECIPIENT_UNKNOWN, result);
        }
        boolean policy = cursor.sees("550 ") || cursor.sees("554 ");
        var kind = policy ? OffenceKind.CONTENT_REFUSED : OffenceKind.PROTOCOL_ABUSE;
        return offence(line, cursor, session, kind, result);
    }

    private static Outcome offence(
            Line line, Cursor cursor, Sessions.Session session, OffenceKind kind, int result) {
        int from = result < 0 ? cursor.at() : result;
        int end = cursor.end();
        boolean quoted = end > from && cursor.bytes()[end - 1] == '"';
        var details = Details.ofText(line.text(from, quoted ? end - 1 : end));
        return session.isFirst(kind) ? line.offence(kind, session.address(), details) : REPEATED;
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return sessions.oldest();
    }
}
