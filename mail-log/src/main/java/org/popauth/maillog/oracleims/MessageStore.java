package org.popauth.maillog.oracleims;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Reads what the servers of the message store log: `mx1 imapd[815]: Account Notice: badlogin:
/// [ADDRESS:40718] plaintext U authentication failure`, `mx1 popd[815]: Account Information: login
/// [ADDRESS:40718] U plaintext`.
final class MessageStore {

    private static final String[] REASONS = {" authentication failure", " Authentication failed"};

    private MessageStore() {}

    static Outcome read(Line line, Cursor cursor) {
        var service = service(cursor);
        if (service == null || !cursor.skipPast("]: ")) {
            return HARMLESS;
        }
        if (cursor.skip("Account Notice: badlogin: [")) {
            return failed(line, cursor, service);
        }
        return cursor.skip("Account Information: login [")
                ? succeeded(line, cursor, service)
                : HARMLESS;
    }

    private static @Nullable String service(Cursor cursor) {
        if (!cursor.skipPast(" ")) {
            return null;
        }
        if (cursor.skip("imapd[")) {
            return "imap";
        }
        return cursor.skip("popd[") ? "pop3" : null;
    }

    /// The address of `ADDRESS:40718] `, behind which the cursor goes.
    private static @Nullable Address client(Cursor cursor) {
        int from = cursor.at();
        if (!cursor.skipPast("] ")) {
            return null;
        }
        int colon = Bytes.lastIndexOf(cursor.bytes(), from, cursor.at(), ":");
        return colon < 0 ? null : cursor.address(from, colon);
    }

    private static Outcome failed(Line line, Cursor cursor, String service) {
        var address = client(cursor);
        if (address == null || !cursor.skipPast(" ")) {
            return HARMLESS;
        }
        int from = cursor.at();
        for (var reason : REASONS) {
            int to = cursor.end() - reason.length();
            if (to >= from && Bytes.matches(cursor.bytes(), to, cursor.end(), reason)) {
                return line.loginFailed(
                        address, line.textOrNull(from, to), service, reason.substring(1), 1);
            }
        }
        return HARMLESS;
    }

    private static Outcome succeeded(Line line, Cursor cursor, String service) {
        var address = client(cursor);
        int from = cursor.at();
        int to = Bytes.lastIndexOf(cursor.bytes(), from, cursor.end(), " ");
        return address == null || to < from
                ? HARMLESS
                : line.loginSucceeded(address, line.textOrNull(from, to), service, null);
    }
}
