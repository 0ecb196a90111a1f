package org.popauth.maillog.domino;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads what Domino logs of refused log-ins and connections: `SMTP Server: Authentication failed
/// for user U ; connecting host ADDRESS`, `smtp: U [ADDRESS] authentication failure using internet
/// password`, `SMTP Server: Connection from [ADDRESS] rejected for policy reasons. …`
///
/// The address stands behind the user, with nothing of the client's behind it.
public final class DominoParser implements Parser {

    private static final String HOST = " connecting host ";
    private static final String FAILURE = "] authentication failure using internet password";
    private static final String NO_USER = "IP Address";
    private static final String[] SERVICES = {"smtp", "pop3", "imap", "http"};

    @Override
    public String daemon() {
        return "domino";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("domino");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        for (var service : SERVICES) {
            if (cursor.skip(service) && cursor.skip(": ")) {
                return internetPassword(line, cursor, service);
            }
        }
        if (cursor.skip("SMTP Server")) {
            return server(line, cursor, "smtp");
        }
        if (cursor.skip("POP3 Server")) {
            return server(line, cursor, "pop3");
        }
        return cursor.skip("IMAP Server") ? server(line, cursor, "imap") : HARMLESS;
    }

    /// `U [ADDRESS] authentication failure using internet password`, and why.
    private static Outcome internetPassword(Line line, Cursor cursor, String service) {
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int close = Bytes.lastIndexOf(bytes, from, cursor.end(), FAILURE);
        int open = close < 0 ? -1 : Bytes.lastIndexOf(bytes, from, close, " [");
        var address = open < 0 ? null : cursor.address(open + 2, close);
        return address == null
                ? HARMLESS
                : line.loginFailed(
                        address,
                        Bytes.matches(bytes, from, open, NO_USER) && open - from == NO_USER.length()
                                ? null
                                : line.textOrNull(from, open),
                        service.equals("http") ? "webmail" : service,
                        "authentication failure",
                        1);
    }

    private static Outcome server(Line line, Cursor cursor, String service) {
        if (!cursor.skip(": ") && !(cursor.skip(" [") && cursor.skipPast("] "))) {
            return HARMLESS;
        }
        if (cursor.skip("Connection from ")) {
            return refused(line, cursor);
        }
        boolean failed =
                cursor.skip("Authentication failed for user ")
                        || cursor.skip("Authentication failure for ");
        return failed ? failed(line, cursor, service) : HARMLESS;
    }

    private static Outcome refused(Line line, Cursor cursor) {
        int from = cursor.at();
        int to = endOfWord(cursor);
        cursor.moveTo(to);
        if (!cursor.sees(" rejected for policy reasons")) {
            return HARMLESS;
        }
        boolean bracketed = to - from > 2 && cursor.bytes()[from] == '[';
        var address = cursor.address(bracketed ? from + 1 : from, bracketed ? to - 1 : to);
        return address == null
                ? HARMLESS
                : line.offence(
                        OffenceKind.CONTENT_REFUSED,
                        address,
                        Details.ofText(line.text(line.messageFrom(), cursor.end())));
    }

    /// `U ; connecting host ADDRESS`, `U, connecting host ADDRESS: why`.
    private static Outcome failed(Line line, Cursor cursor, String service) {
        byte[] bytes = cursor.bytes();
        int userFrom = cursor.at();
        int place = Bytes.lastIndexOf(bytes, userFrom, cursor.end(), HOST);
        if (place < 0) {
            return HARMLESS;
        }
        cursor.moveTo(place + HOST.length());
        boolean bracketed = cursor.skip('[');
        int from = cursor.at();
        int to = endOfWord(cursor);
        boolean closed = to > from && bytes[to - 1] == (bracketed ? ']' : ':');
        var address = cursor.address(from, closed ? to - 1 : to);
        return address == null
                ? HARMLESS
                : line.loginFailed(
                        address, user(line, bytes, userFrom, place), service, "failed", 1);
    }

    private static @Nullable String user(Line line, byte[] bytes, int from, int place) {
        int to = place;
        while (to > from
                && (bytes[to - 1] == ';' || bytes[to - 1] == ',' || bytes[to - 1] == ' ')) {
            to--;
        }
        return line.textOrNull(from, to);
    }

    private static int endOfWord(Cursor cursor) {
        int blank = cursor.find(' ');
        return blank < 0 ? cursor.end() : blank;
    }
}
