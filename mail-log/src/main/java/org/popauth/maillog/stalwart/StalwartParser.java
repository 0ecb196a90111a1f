package org.popauth.maillog.stalwart;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads what Stalwart logs about clients, in a file of its own or in the journal: `Words
/// (auth.failed) listenerId = "imaptls", localPort = 993, remoteIp = ADDRESS, remotePort = 40000,
/// accountName = "joe"`.
///
/// Stalwart's words and the name of the event stand first, then the connection, and only then what
/// the client says.
public final class StalwartParser implements Parser {

    private static final String ADDRESS = "remoteIp = ";
    private static final String USER = ", accountName = \"";

    @Override
    public String daemon() {
        return "stalwart";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("stalwart") || program.equals("stalwart-mail");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        int textFrom = cursor.at();
        if (!cursor.skipPast(" (")) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = cursor.find(") ");
        if (to < 0) {
            return HARMLESS;
        }
        var event = line.word(from, to);
        cursor.moveTo(to + 2);
        var address = address(cursor);
        return address == null ? HARMLESS : said(line, cursor, event, address, textFrom);
    }

    private static Outcome said(
            Line line, Cursor cursor, String event, Address address, int textFrom) {
        if (event.equals("auth.success")) {
            return line.loginSucceeded(address, user(line, cursor), "stalwart", null);
        }
        if (event.equals("auth.failed")) {
            return line.loginFailed(address, user(line, cursor), "stalwart", event, 1);
        }
        var kind = kind(event);
        return kind == null
                ? HARMLESS
                : line.offence(kind, address, Details.ofText(line.text(textFrom, cursor.end())));
    }

    private static @Nullable OffenceKind kind(String event) {
        return switch (event) {
            case "smtp.relay-not-allowed" -> OffenceKind.RELAY_DENIED;
            case "smtp.mailbox-does-not-exist" -> OffenceKind.RECIPIENT_UNKNOWN;
            case "smtp.auth-not-allowed", "smtp.auth-mechanism-not-supported" ->
                    OffenceKind.PROTOCOL_ABUSE;
            case "smtp.rate-limit-exceeded", "smtp.concurrency-limit-exceeded" ->
                    OffenceKind.RATE_EXCEEDED;
            case "security.ip-blocked" -> OffenceKind.CONTENT_REFUSED;
            default -> null;
        };
    }

    /// The client's address, before which only the operator's name of the listener and its port may
    /// stand; null when something else does.
    private static @Nullable Address address(Cursor cursor) {
        if (cursor.skip("listenerId = \"") && !cursor.skipPast("\", ")) {
            return null;
        }
        if (cursor.skip("localPort = ") && (cursor.number(5) < 0 || !cursor.skip(", "))) {
            return null;
        }
        if (!cursor.skip(ADDRESS)) {
            return null;
        }
        int from = cursor.at();
        int comma = cursor.find(',');
        cursor.moveTo(comma < 0 ? cursor.end() : comma);
        return cursor.address(from, cursor.at());
    }

    private static @Nullable String user(Line line, Cursor cursor) {
        if (!cursor.skipPast(USER)) {
            return null;
        }
        int quote = Bytes.indexOf(cursor.bytes(), cursor.at(), cursor.end(), '"');
        return quote < 0 ? null : line.textOrNull(cursor.at(), quote);
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return null;
    }
}
