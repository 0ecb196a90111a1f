package org.popauth.maillog.modoboa;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins at Modoboa's web pages, by syslog: `modoboa.auth: WARNING Failed
/// connection attempt from 'ADDRESS' as user 'U'`.
///
/// The address stands before the user.
public final class ModoboaParser implements Parser {

    private static final String FAILED = "WARNING Failed connection attempt from '";
    private static final String USER = "' as user '";

    @Override
    public String daemon() {
        return "modoboa";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("modoboa.auth");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (!cursor.skip(FAILED)) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = cursor.find(USER);
        var address = to < 0 ? null : cursor.address(from, to);
        if (address == null) {
            return HARMLESS;
        }
        int userFrom = to + USER.length();
        int userTo = Bytes.lastIndexOf(cursor.bytes(), userFrom, cursor.end(), "'");
        return line.loginFailed(
                address,
                userTo < 0 ? null : line.textOrNull(userFrom, userTo),
                "webmail",
                "Failed connection attempt",
                1);
    }
}
