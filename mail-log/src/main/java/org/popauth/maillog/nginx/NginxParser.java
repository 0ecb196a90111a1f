package org.popauth.maillog.nginx;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads what nginx, as a proxy for mail, writes to syslog at the level `info`: `2026/11/23
/// 06:52:57 [info] 815#815: *1 client login failed: "REASON" while in http auth state, client:
/// ADDRESS, server: 0.0.0.0:143, login: "U"` and `… client logged in, client: ADDRESS, server: …,
/// login: "U", upstream: …`.
///
/// The user, who may be any text, stands behind the address; the reason is the authentication
/// server's.
public final class NginxParser implements Parser {

    private static final String CONNECTION = ": *";
    private static final String FAILED = "client login failed: \"";
    private static final String STATE = "\" while in http auth state";
    private static final String CLIENT = ", client: ";
    private static final String SERVER = ", server: ";
    private static final String LOGIN = ", login: \"";
    private static final String UPSTREAM = "\", upstream: ";

    @Override
    public String daemon() {
        return "nginx";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("nginx") || program.equals("mailu-front");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (!Bytes.isDigit(cursor.peek()) || !cursor.skipPast(CONNECTION)) {
            return HARMLESS;
        }
        if (cursor.number(9) < 0 || !cursor.skip(' ')) {
            return HARMLESS;
        }
        if (cursor.skip("client logged in")) {
            return Honest.mayBeCut(line) ? Honest.tooLong("nginx") : succeeded(line, cursor);
        }
        return cursor.skip(FAILED) ? failed(line, cursor) : HARMLESS;
    }

    private static Outcome succeeded(Line line, Cursor cursor) {
        var client = Client.read(cursor);
        if (client == null || !cursor.skip(LOGIN)) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = Bytes.lastIndexOf(cursor.bytes(), from, cursor.end(), UPSTREAM);
        return to < 0
                ? HARMLESS
                : line.loginSucceeded(
                        client.address(), line.text(from, to), client.service(), null);
    }

    private static Outcome failed(Line line, Cursor cursor) {
        int from = cursor.at();
        int to = cursor.find(STATE);
        if (to < 0) {
            return HARMLESS;
        }
        cursor.moveTo(to + STATE.length());
        var client = Client.read(cursor);
        if (client == null) {
            return HARMLESS;
        }
        int user = cursor.skip(LOGIN) ? cursor.at() : cursor.end();
        int end = Bytes.lastIndexOf(cursor.bytes(), user, cursor.end(), "\"");
        return line.loginFailed(
                client.address(),
                line.textOrNull(user, end < 0 ? cursor.end() : end),
                client.service(),
                line.text(from, to),
                1);
    }

    /// @param address of the client
    /// @param service by the port of the server that it asked
    private record Client(Address address, String service) {

        /// Reads `, client: ADDRESS using starttls, server: ADDRESS:PORT`; null if that is not
        /// here.
        static @Nullable Client read(Cursor cursor) {
            if (!cursor.skip(CLIENT)) {
                return null;
            }
            int from = cursor.at();
            while (Bytes.isHostNameByte(cursor.peek())) {
                cursor.moveTo(cursor.at() + 1);
            }
            var address = cursor.address(from, cursor.at());
            cursor.skip(" using starttls");
            if (address == null || !cursor.skip(SERVER)) {
                return null;
            }
            int server = cursor.at();
            int comma = cursor.find(',');
            int to = comma < 0 ? cursor.end() : comma;
            cursor.moveTo(to);
            int colon = Bytes.lastIndexOf(cursor.bytes(), server, to, ":");
            return new Client(address, service(cursor.bytes(), colon + 1, to));
        }

        private static String service(byte[] bytes, int from, int to) {
            if (is(bytes, from, to, "143") || is(bytes, from, to, "993")) {
                return "imap";
            }
            return is(bytes, from, to, "110") || is(bytes, from, to, "995") ? "pop3" : "smtp";
        }

        private static boolean is(byte[] bytes, int from, int to, String port) {
            return to - from == port.length() && Bytes.matches(bytes, from, to, port);
        }
    }
}
