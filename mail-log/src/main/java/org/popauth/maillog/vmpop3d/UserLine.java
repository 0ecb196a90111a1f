package org.popauth.maillog.vmpop3d;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;

/// A line that begins with `User `: a log-in, or a refused one.
///
/// - `User 'joe' logged in`, `User 'joe' of 'example.org' logged in`, each perhaps with ` from
///   ADDRESS` at the end of the line;
/// - `User joe logged in with mailbox /path` and `… shared mailbox …` (APOP);
/// - `User 'joe' - failed auth, … from=ADDRESS`: here the user is any text that a client sends, so
///   the address is what ends the line.
///
/// @param user the log-in name, with its domain
/// @param address the address, null if the line has none
/// @param failed true when the log-in was refused
/// @param reason in the daemon's words, of a refused log-in
record UserLine(
        @Nullable String user, @Nullable Address address, boolean failed, @Nullable String reason) {

    static @Nullable UserLine read(Line line, Cursor cursor) {
        cursor.skip("User ");
        return cursor.skip('\'') ? readQuoted(line, cursor) : readPlain(line, cursor);
    }

    private static @Nullable UserLine readPlain(Line line, Cursor cursor) {
        int from = cursor.at();
        int to = cursor.find(' ');
        if (to <= from) {
            return null;
        }
        cursor.moveTo(to);
        return cursor.skip(" logged in with ")
                ? new UserLine(line.text(from, to), null, false, null)
                : null;
    }

    private static @Nullable UserLine readQuoted(Line line, Cursor cursor) {
        var refused = refused(line, cursor);
        if (refused != null) {
            return refused;
        }
        int from = cursor.at();
        int to = cursor.find('\'');
        if (to < 0) {
            return null;
        }
        cursor.moveTo(to + 1);
        if (!cursor.skip(" of '")) {
            return loggedIn(cursor, line.text(from, to));
        }
        int domainFrom = cursor.at();
        int domainTo = cursor.find('\'');
        if (domainTo < 0) {
            return null;
        }
        cursor.moveTo(domainTo + 1);
        var user = line.text(from, to) + "@" + line.text(domainFrom, domainTo);
        return loggedIn(cursor, cursor.made(user, from, domainTo));
    }

    private static @Nullable UserLine loggedIn(Cursor cursor, String user) {
        if (!cursor.skip(" logged in")) {
            return null;
        }
        if (cursor.atEnd()) {
            return new UserLine(user, null, false, null);
        }
        if (!cursor.skip(" from ")) {
            return null;
        }
        var address = cursor.address(cursor.at(), cursor.end());
        return address == null ? null : new UserLine(user, address, false, null);
    }

    private static @Nullable UserLine refused(Line line, Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int userFrom = cursor.at();
        int end = cursor.end();
        int user = Bytes.lastIndexOf(bytes, userFrom, end, "' - ");
        int from = Bytes.lastIndexOf(bytes, userFrom, end, "from=");
        if (user < 0 || from < user) {
            return null;
        }
        int wordTo = Bytes.indexOf(bytes, user + 4, from, ' ');
        if (wordTo < 0 || !Bytes.matches(bytes, wordTo, from, " auth")) {
            return null;
        }
        var address = cursor.address(from + 5, end);
        return new UserLine(
                line.textOrNull(userFrom, user), address, true, line.text(user + 4, wordTo + 5));
    }
}
