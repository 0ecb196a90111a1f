package org.popauth.maillog.snappymail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins that SnappyMail and RainLoop log with `auth_logging = On`, by syslog or in
/// a file: `Auth failed: ip=ADDRESS user=U host=mail.example.org port=143`.
///
/// The address stands before the user.
public final class SnappyMailParser implements Parser {

    private static final String FAILED = "Auth failed: ip=";
    private static final String USER = " user=";

    @Override
    public String daemon() {
        return "snappymail";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("snappymail") || program.equals("rainloop");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        cursor.skip("Admin ");
        if (!cursor.skip(FAILED)) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = endOfWord(cursor);
        var address = cursor.address(from, to);
        cursor.moveTo(to);
        return address == null
                ? HARMLESS
                : line.loginFailed(address, user(line, cursor), "webmail", "Auth failed", 1);
    }

    private static @Nullable String user(Line line, Cursor cursor) {
        if (!cursor.skip(USER)) {
            return null;
        }
        int host = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), " host=");
        return line.textOrNull(cursor.at(), host < 0 ? cursor.end() : host);
    }

    private static int endOfWord(Cursor cursor) {
        int blank = cursor.find(' ');
        return blank < 0 ? cursor.end() : blank;
    }
}
