package org.popauth.maillog.openwebmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins from the log of Open WebMail: `[815] (ADDRESS) U - login error - why`.
///
/// The address stands before the user.
public final class OpenWebMailParser implements Parser {

    private static final String[] FAILED = {" - login error - ", " - userinfo error - "};

    @Override
    public String daemon() {
        return "openwebmail";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("openwebmail");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (!cursor.skip('[') || cursor.number(9) < 0 || !cursor.skip("] (")) {
            return HARMLESS;
        }
        int from = cursor.at();
        int close = cursor.find(')');
        var address = close < 0 ? null : cursor.address(from, close);
        if (address == null) {
            return HARMLESS;
        }
        cursor.moveTo(close + 1);
        cursor.skip(' ');
        for (var words : FAILED) {
            int user = cursor.find(words);
            if (user >= 0) {
                return failed(line, cursor, address, user, words.length());
            }
        }
        return HARMLESS;
    }

    private static Outcome failed(
            Line line, Cursor cursor, Address address, int userTo, int words) {
        int end = cursor.end();
        int name = Bytes.indexOf(cursor.bytes(), userTo + words, end, " - loginname=");
        return line.loginFailed(
                address,
                line.textOrNull(cursor.at(), userTo),
                "webmail",
                line.textOrNull(userTo + words, name < 0 ? end : name),
                1);
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return null;
    }
}
