package org.popauth.maillog.kerio;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads what Kerio Connect writes into its logs `security` and `warning`: `Relay attempt from IP
/// address ADDRESS, mail from <s@example.net> to <r@example.org> rejected`, `SMTP: Invalid password
/// for user U. Attempt from IP address ADDRESS.`
///
/// The address stands before what the client says, or ends the line.
public final class KerioParser implements Parser {

    private static final String ATTEMPT = ". Attempt from IP address ";
    private static final String UNKNOWN = "Attempt to deliver to unknown recipient <";
    private static final String AT_END = ", IP address ";
    private static final String SPAM = "SMTP Spam attack detected from ";

    private static final String[] SERVICES = {
        "SMTP", "IMAP", "POP3", "HTTP", "LDAP", "NNTP", "XMPP"
    };

    @Override
    public String daemon() {
        return "kerio";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("kerio") || program.equals("mailserver");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (cursor.skip(UNKNOWN)) {
            return unknownRecipient(line, cursor);
        }
        if (cursor.skip("Relay attempt from IP address ")) {
            return offence(line, cursor, OffenceKind.RELAY_DENIED, ", mail from <");
        }
        if (cursor.skip("IP address ")) {
            return offence(line, cursor, OffenceKind.RBL_LISTED, " found in DNS blacklist ");
        }
        if (cursor.skip("Client with IP address ")) {
            return offence(line, cursor, OffenceKind.CONTENT_REFUSED, " has no reverse DNS entry");
        }
        if (cursor.skip("Message from IP address ")) {
            return offence(line, cursor, OffenceKind.CONTENT_REFUSED, ", sender <");
        }
        if (cursor.skip(SPAM)) {
            return offence(line, cursor, OffenceKind.PREGREET, ", client sent data before ");
        }
        return cursor.skip("Failed ") ? failed(line, cursor) : refusedUser(line, cursor);
    }

    private static Outcome offence(Line line, Cursor cursor, OffenceKind kind, String words) {
        var address = word(cursor);
        return address == null || !cursor.sees(words)
                ? HARMLESS
                : line.offence(
                        kind, address, Details.ofText(line.text(line.messageFrom(), cursor.end())));
    }

    /// `R>, from <S>, IP address ADDRESS`.
    private static Outcome unknownRecipient(Line line, Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int from = cursor.at();
        int place = Bytes.lastIndexOf(bytes, from, end, AT_END);
        var address = place < 0 ? null : cursor.address(place + AT_END.length(), end);
        if (address == null) {
            return HARMLESS;
        }
        int to = Bytes.indexOf(bytes, from, place, '>');
        var text = line.text(line.messageFrom(), end);
        var recipient = line.textOrNull(from, to < 0 ? place : to);
        return line.offence(
                OffenceKind.RECIPIENT_UNKNOWN,
                address,
                new Details("RCPT", null, null, recipient, null, null, text, null));
    }

    /// `SMTP login from ADDRESS with SASL method CRAM-MD5.`
    private static Outcome failed(Line line, Cursor cursor) {
        var service = service(cursor);
        var address = service != null && cursor.skip(" login from ") ? word(cursor) : null;
        return address == null || !cursor.sees(" with ")
                ? HARMLESS
                : line.loginFailed(address, null, lower(service), "Failed login", 1);
    }

    /// `SMTP: User U doesn't exist. Attempt from IP address ADDRESS.`
    private static Outcome refusedUser(Line line, Cursor cursor) {
        var service = service(cursor);
        if (service == null || !cursor.skip(": ")) {
            return HARMLESS;
        }
        byte[] bytes = cursor.bytes();
        int end =
                cursor.end() > cursor.at() && bytes[cursor.end() - 1] == '.'
                        ? cursor.end() - 1
                        : cursor.end();
        int place = Bytes.lastIndexOf(bytes, cursor.at(), end, ATTEMPT);
        var address = place < 0 ? null : cursor.address(place + ATTEMPT.length(), end);
        if (address == null) {
            return HARMLESS;
        }
        if (cursor.skip("User ")) {
            int to = Bytes.lastIndexOf(bytes, cursor.at(), place, " doesn't exist");
            return said(
                    line,
                    address,
                    service,
                    line.textOrNull(cursor.at(), Math.max(to, cursor.at())),
                    "User doesn't exist");
        }
        return cursor.skip("Invalid password for user ")
                ? said(
                        line,
                        address,
                        service,
                        line.textOrNull(cursor.at(), place),
                        "Invalid password")
                : HARMLESS;
    }

    private static Outcome said(
            Line line, Address address, String service, @Nullable String user, String reason) {
        return line.loginFailed(address, user, lower(service), reason, 1);
    }

    private static @Nullable String service(Cursor cursor) {
        for (var service : SERVICES) {
            if (cursor.skip(service)) {
                return service;
            }
        }
        return null;
    }

    private static String lower(@Nullable String service) {
        return service == null ? "kerio" : service.toLowerCase(Locale.ROOT);
    }

    /// The address that the next word is, without a comma; null if it is none.
    private static @Nullable Address word(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int at = from;
        while (at < cursor.end() && bytes[at] != ' ' && bytes[at] != ',') {
            at++;
        }
        cursor.moveTo(at);
        return cursor.address(from, at);
    }
}
