package org.popauth.maillog.gnupop3d;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the old form of GNU pop3d: `User 'joe' logged in with mailbox 'joe' from ADDRESS`.
///
/// That of today's Mailutils (`` user `joe' logged in with mailbox … ``) names no address and says
/// nothing.
public final class GnuPop3dParser implements Parser {

    @Override
    public String daemon() {
        return "gnupop3d";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("gnu-pop3d") || program.equals("pop3d");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        if (!cursor.skip("User '")) {
            return HARMLESS;
        }
        int from = cursor.at();
        int to = cursor.find('\'');
        if (to < 0 || Honest.mayBeCut(line)) {
            return HARMLESS;
        }
        cursor.moveTo(to);
        var address = addressAfterMailbox(cursor);
        return address == null
                ? HARMLESS
                : line.loginSucceeded(address, line.textOrNull(from, to), "pop3", null);
    }

    private static @Nullable Address addressAfterMailbox(Cursor cursor) {
        if (!cursor.skip("' logged in with mailbox '") || !cursor.skipPast("'")) {
            return null;
        }
        return cursor.skip(" from ") ? cursor.address(cursor.at(), cursor.end()) : null;
    }
}
