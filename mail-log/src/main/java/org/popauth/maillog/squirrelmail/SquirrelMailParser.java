package org.popauth.maillog.squirrelmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins from the log of SquirrelMail's plugin Squirrel Logger: `[LOGIN_ERROR] U
/// (example.org) from ADDRESS: Unknown user or password incorrect.`
///
/// The user is any text; behind the address nothing of the client's stands. Other errors, as that
/// of a session that has ended, are nobody's fault.
public final class SquirrelMailParser implements Parser {

    private static final String FAILED = "[LOGIN_ERROR] ";
    private static final String FROM = " from ";
    private static final String REFUSED = ": Unknown user or password incorrect.";

    @Override
    public String daemon() {
        return "squirrelmail";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("squirrelmail");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (!cursor.skip(FAILED)) {
            return HARMLESS;
        }
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int place = Bytes.lastIndexOf(bytes, from, cursor.end(), FROM);
        int to = cursor.end() - REFUSED.length();
        if (place >= 0 && !Bytes.matches(bytes, to, cursor.end(), REFUSED)) {
            return HARMLESS;
        }
        var address = place < 0 ? null : cursor.address(place + FROM.length(), to);
        if (address == null) {
            return new Outcome.Unparsable("SquirrelMail: no address at the end of the line");
        }
        int domain = Bytes.lastIndexOf(bytes, from, place, " (");
        return line.loginFailed(
                address,
                line.textOrNull(from, domain < 0 ? place : domain),
                "webmail",
                line.textOrNull(to + 2, cursor.end()),
                1);
    }
}
