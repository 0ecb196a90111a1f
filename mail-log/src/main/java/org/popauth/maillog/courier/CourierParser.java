package org.popauth.maillog.courier;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Tail;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of Courier IMAP: `LOGIN, user=U, ip=[ADDRESS], port=[4711], protocol=IMAP`; and
/// of Courier's SMTP server.
///
/// The user of a refused log-in is any text, so the last `, ip=[` counts, and only when nothing but
/// pairs of the daemon follow it.
public final class CourierParser implements Parser {

    private static final String IP = ", ip=[";
    private static final String PORT = "port=[";
    private static final String ESMTPD = "courieresmtpd";
    private static final String OF_PLESK = "IMAP connect from @ [";

    @Override
    public String daemon() {
        return "courier";
    }

    @Override
    public boolean reads(String program) {
        return switch (program) {
            case "imapd",
                    "imapd-ssl",
                    "imaplogin",
                    "pop3d",
                    "pop3d-ssl",
                    "pop3login",
                    "courierpop3d",
                    "courierpop3login",
                    "courierimapd",
                    "courierimaplogin",
                    "couriertcpd",
                    ESMTPD ->
                    true;
            default -> program.startsWith("courier-imap") || program.startsWith("courier-pop3");
        };
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        cursor.skip("INFO: ");
        if (line.program().equals(ESMTPD)) {
            return EsmtpLines.read(line, cursor);
        }
        if (cursor.sees("LOGIN, ")) {
            return said(line, cursor, "LOGIN");
        }
        if (cursor.sees("LOGIN FAILED, ")) {
            return said(line, cursor, "LOGIN FAILED");
        }
        if (cursor.skip(OF_PLESK)) {
            return ofPlesk(line, cursor);
        }
        boolean end =
                cursor.sees("LOGOUT, ")
                        || cursor.sees("TIMEOUT, ")
                        || cursor.sees("DISCONNECTED, ");
        return end ? said(line, cursor, "") : HARMLESS;
    }

    /// `ADDRESS]…ERR: LOGIN FAILED, ip=[ADDRESS]`, of the Courier in old versions of Plesk, where
    /// both are the same.
    private static Outcome ofPlesk(Line line, Cursor cursor) {
        int from = cursor.at();
        int close = cursor.find(']');
        var address = close < 0 ? null : cursor.address(from, close);
        if (address == null || !endsWithFailure(cursor, address)) {
            return HARMLESS;
        }
        return line.loginFailed(address, null, service(line), "LOGIN FAILED", 1);
    }

    private static boolean endsWithFailure(Cursor cursor, Address address) {
        var tail = Tail.of(cursor);
        return tail.skip("]")
                && tail.skipTo('[')
                && address.equals(cursor.address(tail.at(), cursor.end() - 1))
                && tail.skip("ERR: LOGIN FAILED, ip=[");
    }

    private static String service(Line line) {
        return line.program().contains("pop3") ? "pop3" : "imap";
    }

    private static Outcome said(Line line, Cursor cursor, String what) {
        if (Honest.mayBeCut(line)) {
            return Honest.tooLong("Courier");
        }
        byte[] bytes = cursor.bytes();
        int wordTo = cursor.find(',');
        int ip = Bytes.lastIndexOf(bytes, wordTo, cursor.end(), IP);
        int close = ip < 0 ? -1 : Bytes.indexOf(bytes, ip, cursor.end(), ']');
        var address = close < 0 ? null : cursor.address(ip + IP.length(), close);
        if (address == null || !isDaemons(bytes, close + 1, cursor.end())) {
            return HARMLESS;
        }
        cursor.moveTo(wordTo + 2);
        var user = cursor.skip("user=") ? line.textOrNull(cursor.at(), ip) : null;
        var service = service(line);
        return switch (what) {
            case "LOGIN" ->
                    line.loginSucceeded(address, user, service, session(line, cursor, close));
            case "LOGIN FAILED" -> line.loginFailed(address, user, service, what, 1);
            default ->
                    user == null
                            ? HARMLESS
                            : line.loggedOut(address, user, service, session(line, cursor, close));
        };
    }

    /// True when nothing follows but pairs like `, port=[4711]`, `, time=5` or `, protocol=IMAP`.
    private static boolean isDaemons(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (!Bytes.isHostNameByte(b)
                    && b != ','
                    && b != ' '
                    && b != '='
                    && b != '['
                    && b != ']') {
                return false;
            }
        }
        return from == to || Bytes.matches(bytes, from, to, ", ");
    }

    private static @Nullable String session(Line line, Cursor cursor, int close) {
        cursor.moveTo(close + 1);
        if (!cursor.skip(", ") || !cursor.skip(PORT)) {
            return null;
        }
        int from = cursor.at();
        int to = cursor.find(']');
        return to < 0 ? null : line.textOrNull(from, to);
    }
}
