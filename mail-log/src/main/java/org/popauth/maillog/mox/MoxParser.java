package org.popauth.maillog.mox;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins from what mox logs: `l=info m="failed authentication attempt"
/// pkg=smtpserver username=U remote=ADDRESS cid=18e2e026bb0 delta=1.3s`.
///
/// A user with anything special in it is quoted, and quotes in it are escaped. Log-ins to mox's web
/// pages are not read: their address may be what the client says that it is forwarded for.
public final class MoxParser implements Parser {

    private static final String FAILED = "l=info m=\"failed authentication attempt\" pkg=";

    @Override
    public String daemon() {
        return "mox";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("mox");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        var service = cursor.skip(FAILED) ? service(cursor) : null;
        if (service == null || !cursor.skip(" username=")) {
            return HARMLESS;
        }
        int quote = cursor.peek() == '"' ? 1 : 0;
        int userFrom = cursor.at() + quote;
        int userTo = quote == 1 ? skipQuoted(cursor) : skipWord(cursor);
        if (!cursor.skip(" remote=")) {
            return HARMLESS;
        }
        int from = cursor.at();
        var address = cursor.address(from, skipWord(cursor));
        return address == null
                ? HARMLESS
                : line.loginFailed(
                        address,
                        line.textOrNull(userFrom, userTo),
                        service,
                        "failed authentication attempt",
                        1);
    }

    private static @Nullable String service(Cursor cursor) {
        if (cursor.skip("smtpserver")) {
            return "smtp";
        }
        return cursor.skip("imapserver") ? "imap" : null;
    }

    /// Skips a value in quotes; where it ends without them.
    private static int skipQuoted(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at() + 1;
        while (at < cursor.end() && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        int to = Math.min(at, cursor.end());
        cursor.moveTo(Math.min(at + 1, cursor.end()));
        return to;
    }

    private static int skipWord(Cursor cursor) {
        int blank = cursor.find(' ');
        cursor.moveTo(blank < 0 ? cursor.end() : blank);
        return cursor.at();
    }
}
