package org.popauth.maillog.maddy;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins from the log of maddy: `submission: authentication failed
/// {"reason":"…","src_ip":"ADDRESS:40000","username":"U"}`.
///
/// Quotes within the values are escaped, so no text of a client looks like a key. What is wrong
/// with its own tables maddy logs in the same words, so the reason must name a password.
public final class MaddyParser implements Parser {

    private static final String FAILED = ": authentication failed";
    private static final String ADDRESS = "\"src_ip\":\"";
    private static final String USER = "\"username\":\"";
    private static final String REASON = "\"reason\":\"";

    private static final String[] REFUSED = {
        "unknown credentials", "invalid credentials", "is not the hash of the given password"
    };

    @Override
    public String daemon() {
        return "maddy";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("maddy");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        int from = cursor.at();
        while (Bytes.isLetterOrDigit(cursor.peek())) {
            cursor.moveTo(cursor.at() + 1);
        }
        int to = cursor.at();
        if (to == from || !cursor.skip(FAILED)) {
            return HARMLESS;
        }
        if (!cursor.skip("\t{") && !cursor.skip("#011{") && !cursor.skip(" {")) {
            return HARMLESS;
        }
        int address = cursor.find(ADDRESS);
        int first = address + ADDRESS.length();
        int last = address < 0 ? -1 : Bytes.indexOf(cursor.bytes(), first, cursor.end(), '"');
        var client = last < 0 ? null : client(cursor, first, last);
        var reason = value(line, cursor, REASON);
        return client == null || reason == null || !isRefusal(reason)
                ? HARMLESS
                : line.loginFailed(
                        client, value(line, cursor, USER), line.word(from, to), reason, 1);
    }

    private static boolean isRefusal(String reason) {
        for (var words : REFUSED) {
            if (reason.contains(words)) {
                return true;
            }
        }
        return false;
    }

    /// `192.0.2.10:40000` or `[2001:db8::10]:40000`.
    private static @Nullable Address client(Cursor cursor, int from, int to) {
        byte[] bytes = cursor.bytes();
        int port = Bytes.lastIndexOf(bytes, from, to, ":");
        int end = port < 0 ? to : port;
        boolean bracketed = bytes[from] == '[' && end > from + 1 && bytes[end - 1] == ']';
        return bracketed ? cursor.address(from + 1, end - 1) : cursor.address(from, end);
    }

    private static @Nullable String value(Line line, Cursor cursor, String key) {
        byte[] bytes = cursor.bytes();
        int place = cursor.find(key);
        if (place < 0) {
            return null;
        }
        int from = place + key.length();
        int at = from;
        while (at < cursor.end() && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return line.textOrNull(from, Math.min(at, cursor.end()));
    }
}
