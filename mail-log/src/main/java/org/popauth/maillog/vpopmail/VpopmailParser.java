package org.popauth.maillog.vpopmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of vpopmail's vchkpw: `vchkpw-pop3: (PLAIN) login success
/// joe@example.org:ADDRESS`.
///
/// A name that is known holds no colon, so of a success the address begins behind the first. The
/// name of a refused log-in may be any text: there the address is what follows the last colon, and
/// only IPv4 can be told from the name.
public final class VpopmailParser implements Parser {

    private static final String NAME = "vchkpw";
    private static final String PASSWORD = "password fail (pass: '";

    private static final String[] FAILURES = {
        "password fail ",
        "vpopmail user not found ",
        "user not found ",
        "system user not found ",
        "system password fail ",
        "null password given ",
        "null user name given ",
        "invalid user/domain characters "
    };

    @Override
    public String daemon() {
        return "vpopmail";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("vpopmail") || program.startsWith(NAME);
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        int nameFrom = cursor.at();
        if (cursor.skip(NAME)) {
            while (Bytes.isLetterOrDigit(cursor.peek()) || cursor.peek() == '-') {
                cursor.moveTo(cursor.at() + 1);
            }
            var name = line.text(nameFrom, cursor.at());
            return cursor.skip(": ") ? read(line, cursor, service(name)) : HARMLESS;
        }
        return line.program().equals("vpopmail")
                ? HARMLESS
                : read(line, cursor, service(line.program()));
    }

    private static String service(String name) {
        var service = name.substring(Math.min(name.length(), NAME.length() + 1));
        return switch (service) {
            case "", "pop3s" -> "pop3";
            case "imaps" -> "imap";
            case "smtps" -> "smtp";
            default -> service;
        };
    }

    private static Outcome read(Line line, Cursor cursor, String service) {
        if (Honest.mayBeCut(line)) {
            return Honest.tooLong("vpopmail");
        }
        if (cursor.skip("login [")) {
            return loggedInFrom(line, cursor, service);
        }
        int start = cursor.at();
        if (cursor.skip('(')) {
            while (Bytes.isLetterOrDigit(cursor.peek()) || cursor.peek() == '-') {
                cursor.moveTo(cursor.at() + 1);
            }
            cursor.skip(") ");
        }
        if (cursor.skip("login success ")) {
            return loggedIn(line, cursor, service);
        }
        cursor.moveTo(start);
        return refused(line, cursor, service);
    }

    /// `login [joe] from ADDRESS`.
    private static Outcome loggedInFrom(Line line, Cursor cursor, String service) {
        int from = cursor.at();
        int to = cursor.find(']');
        if (to < 0) {
            return HARMLESS;
        }
        cursor.moveTo(to);
        var address = cursor.skip("] from ") ? cursor.address(cursor.at(), cursor.end()) : null;
        return address == null
                ? HARMLESS
                : line.loginSucceeded(address, line.textOrNull(from, to), service, null);
    }

    /// The user ends at the first colon, so the whole rest is the address. One of IPv6 could begin
    /// with what is still the user's; when in doubt nobody has logged in.
    private static Outcome loggedIn(Line line, Cursor cursor, String service) {
        int from = cursor.at();
        int to = cursor.find(':');
        var address = to < 0 ? null : cursor.address(to + 1, cursor.end());
        return address == null || !address.isIpv4()
                ? HARMLESS
                : line.loginSucceeded(address, line.textOrNull(from, to), service, null);
    }

    private static Outcome refused(Line line, Cursor cursor, String service) {
        int start = cursor.at();
        boolean secret = cursor.sees(PASSWORD);
        for (var failure : FAILURES) {
            if (cursor.skip(failure)) {
                byte[] bytes = cursor.bytes();
                int colon = Bytes.lastIndexOf(bytes, cursor.at(), cursor.end(), ":");
                var address = colon < 0 ? null : cursor.address(colon + 1, cursor.end());
                if (address == null || !address.isIpv4()) {
                    return HARMLESS;
                }
                return line.loginFailed(
                        address,
                        secret ? null : line.textOrNull(cursor.at(), colon),
                        service,
                        line.text(start, cursor.at() - 1),
                        1,
                        secret ? start + PASSWORD.length() : cursor.end());
            }
        }
        return HARMLESS;
    }
}
