package org.popauth.maillog.popa3d;

import static org.popauth.maillog.parser.Outcome.Nothing.FIRST_HALF;
import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.ByProcess;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of popa3d: `Session from ADDRESS`, then `Authentication passed for joe` of the
/// same process; patched ones end with ` -- [ADDRESS]` and need no first line.
///
/// It prints only users that there are, and `UNKNOWN USER`. The first line outranks the patch.
public final class Popa3dParser implements Parser {

    private static final String PASSED = "Authentication passed for ";
    private static final String FAILED = "Authentication failed for ";
    private static final String PATCHED = " -- [";

    private final ByProcess<Address> open = new ByProcess<>();

    @Override
    public String daemon() {
        return "popa3d";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("popa3d");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        if (cursor.skip("Session from ")) {
            var address = cursor.address(cursor.at(), cursor.end());
            if (address == null) {
                return new Outcome.Unparsable("popa3d: no address after 'Session from'");
            }
            open.put(line, address);
            return FIRST_HALF;
        }
        boolean passed = cursor.skip(PASSED);
        return passed || cursor.skip(FAILED) ? authentication(line, cursor, passed) : HARMLESS;
    }

    private Outcome authentication(Line line, Cursor cursor, boolean passed) {
        if (Honest.mayBeCut(line)) {
            return Honest.tooLong("popa3d");
        }
        int from = cursor.at();
        int patch = cursor.find(PATCHED);
        int to = patch < 0 ? cursor.end() : patch;
        var address = open.remove(line);
        if (address == null && patch >= 0) {
            int close = cursor.end() - 1;
            address = cursor.address(patch + PATCHED.length(), close);
        }
        if (address == null) {
            return HARMLESS;
        }
        var user = line.textOrNull(from, to);
        return passed
                ? line.loginSucceeded(address, user, "pop3", null)
                : line.loginFailed(address, user, "pop3", "Authentication failed", 1);
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return open.oldest();
    }
}
