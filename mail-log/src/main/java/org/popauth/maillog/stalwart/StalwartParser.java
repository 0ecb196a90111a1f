package org.popauth.maillog.stalwart;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
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

    /// The ports at which log-ins count: those of SMTP, POP3, IMAP and ManageSieve. At others
    /// browsers log in, which do not relay.
    private static final Set<Integer> MAIL_PORTS = Set.of(25, 110, 143, 465, 587, 993, 995, 4190);

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
        int port = port(cursor);
        var address = address(cursor);
        if (address == null) {
            return HARMLESS;
        }
        return event.equals("auth.success")
                ? succeeded(line, cursor, address, port)
                : said(line, cursor, event, address, textFrom);
    }

    private static Outcome succeeded(Line line, Cursor cursor, Address address, int port) {
        return MAIL_PORTS.contains(port)
                ? line.loginSucceeded(address, user(line, cursor), "stalwart", null)
                : HARMLESS;
    }

    private static Outcome said(
            Line line, Cursor cursor, String event, Address address, int textFrom) {
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

    /// Skips the operator's name of the listener and its port, which alone may stand before the
    /// client's address; the port, or -1 if it is not told.
    private static int port(Cursor cursor) {
        if (cursor.skip("listenerId = \"") && !cursor.skipPast("\", ")) {
            return -1;
        }
        int port = cursor.skip("localPort = ") ? cursor.number(5) : -1;
        cursor.skip(", ");
        return port;
    }

    /// The client's address; null when something else stands here.
    private static @Nullable Address address(Cursor cursor) {
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
}
