package org.popauth.maillog.oracleims;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins in the XML that Oracle's Messaging Server logs with `LOG_FORMAT=4` and bit
/// 5 of `LOG_CONNECTION`: `<co ts="…" … ac="U" tr="TCP|192.0.2.1|25|ADDRESS|4299" ap="SMTP" mi="Bad
/// password" us="U" di="535 5.7.8 Bad username or password (Authentication failed)."/>`.
///
/// The address stands before the user; so it does in the logs of the [MessageStore].
public final class OracleImsParser implements Parser {

    @Override
    public String daemon() {
        return "oracleims";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("oracleims");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        int equals = cursor.find('=');
        boolean isRecord = equals >= 0 && equals < cursor.find(' ');
        return isRecord ? readRecord(line, cursor) : MessageStore.read(line, cursor);
    }

    private static Outcome readRecord(Line line, Cursor cursor) {
        if (!skipTo(cursor, "ac=\"U\"") || !skipTo(cursor, "tr=\"")) {
            return HARMLESS;
        }
        var address = peer(cursor);
        if (address == null || !skipTo(cursor, "us=\"")) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = cursor.find('"');
        int refusal = to < 0 ? -1 : cursor.find(" di=\"535 ");
        return refusal < 0
                ? HARMLESS
                : line.loginFailed(address, line.textOrNull(from, to), "smtp", "Bad password", 1);
    }

    /// Skips values in quotes until one begins so, and that beginning, too.
    private static boolean skipTo(Cursor cursor, String beginning) {
        while (!cursor.skip(beginning)) {
            if (!cursor.skipPast("=\"") || !cursor.skipPast("\"") || !cursor.skip(' ')) {
                return false;
            }
        }
        cursor.skip(' ');
        return true;
    }

    /// The third of the values `TCP|192.0.2.1|25|ADDRESS|4299` behind the first.
    private static @Nullable Address peer(Cursor cursor) {
        int close = cursor.find('"');
        int from = cursor.at();
        for (int i = 0; i < 3; i++) {
            int bar = Bytes.indexOf(cursor.bytes(), from, Math.max(from, close), '|');
            if (bar < 0) {
                return null;
            }
            from = bar + 1;
        }
        int to = Bytes.indexOf(cursor.bytes(), from, close, '|');
        cursor.moveTo(close);
        return to < 0 || !cursor.skip("\" ") ? null : cursor.address(from, to);
    }
}
