package org.popauth.maillog.roundcube;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;
import org.popauth.maillog.parser.ToldFailures;

/// Reads refused log-ins from Roundcube's logs `errors` and `userlogins`, by syslog or in files:
/// `<session> IMAP Error: Login failed for U from ADDRESS. AUTHENTICATE PLAIN: …` and `<session>
/// Failed login for U from ADDRESS in session S (error: 0)`.
///
/// The user is any text and stands before the address, behind which stands the IMAP server's reply,
/// which may repeat him. So the address is only believed if one place alone can be its.
///
/// Log-ins that succeeded are not read: a browser does not relay, and who types a line break as his
/// name may write a line of his own into a file.
public final class RoundcubeParser implements Parser {

    private static final String ERROR = "IMAP Error: Login failed for ";
    private static final String[] FAILED = {"Failed login for ", "FAILED login for "};

    /// Why a log-in failed that was not refused by the IMAP server.
    private static final String[] OWN_FAULTS = {
        ". Could not ", ". Unable to ", ". Connection ", ". Empty ", ". Internal "
    };

    /// What log `errors` told of, and `userlogins` tells again.
    private final ToldFailures told = new ToldFailures();

    @Override
    public String daemon() {
        return "roundcube";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("roundcube") || program.equals("roundcubemail");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (cursor.peek() == '<' && !cursor.skipPast("> ")) {
            return HARMLESS;
        }
        boolean ofServer = cursor.skip(ERROR);
        if (!ofServer && !cursor.skip(FAILED[0]) && !cursor.skip(FAILED[1])) {
            return HARMLESS;
        }
        if (line.isCut()) {
            return Honest.tooLong("Roundcube");
        }
        var place = From.find(cursor);
        if (place == null) {
            return new Outcome.Unparsable("Roundcube: no address that can be told for certain");
        }
        cursor.moveTo(place.to());
        if (seesAny(cursor, OWN_FAULTS)) {
            return OWN_FAULT;
        }
        return wasRefused(cursor) ? failed(line, cursor, place, ofServer) : HARMLESS;
    }

    private static boolean seesAny(Cursor cursor, String[] all) {
        for (var words : all) {
            if (cursor.sees(words)) {
                return true;
            }
        }
        return false;
    }

    /// True unless the end of a line of `userlogins` says that something else was wrong than the
    /// password: no session, no server.
    private static boolean wasRefused(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int error = Bytes.lastIndexOf(bytes, cursor.at(), cursor.end(), " (error: ");
        return error < 0 || Bytes.matches(bytes, error, cursor.end(), " (error: 0)");
    }

    private Outcome failed(Line line, Cursor cursor, From place, boolean ofServer) {
        if (!ofServer && told.take(line, place.address())) {
            return REPEATED;
        }
        if (ofServer) {
            told.count(line, place.address());
        }
        return line.loginFailed(
                place.address(),
                line.textOrNull(place.userFrom(), place.userTo()),
                "webmail",
                line.textOrNull(cursor.at(), Math.min(cursor.end(), cursor.at() + 80)),
                1);
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return told.oldest();
    }
}
