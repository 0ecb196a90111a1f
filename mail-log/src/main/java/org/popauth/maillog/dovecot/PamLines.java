package org.popauth.maillog.dovecot;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.ToldFailures;

/// Lines that PAM's `pam_unix` writes in Dovecot's name: `pam_unix(dovecot:auth): authentication
/// failure; logname= uid=0 euid=0 tty=dovecot ruser=U rhost=ADDRESS user=U`.
///
/// The first user is any text that a client sends; the second is missing if the host has no such
/// user, but with PAM's option `audit` it is the client's text again. So the address is looked for
/// between two copies of the same; without a second user it ends the line.
final class PamLines {

    private static final String[] BEGINNINGS = {
        "pam_unix(dovecot:auth): authentication failure; ",
        "(pam_unix) authentication failure; ",
        "pam_unix: authentication failure; "
    };

    private static final String USER = " ruser=";
    private static final String ADDRESS = " rhost=";
    private static final String[] LOCAL_USERS = {"  user=", " user="};

    private final ToldFailures counted;
    private final ToldFailures before;

    PamLines(ToldFailures counted, ToldFailures before) {
        this.counted = counted;
        this.before = before;
    }

    /// Goes behind the beginning of such a line; false when it is another.
    static boolean skip(Cursor cursor) {
        for (var beginning : BEGINNINGS) {
            if (cursor.skip(beginning)) {
                return true;
            }
        }
        return false;
    }

    Outcome read(Line line, Cursor cursor) {
        int user = firstUser(cursor);
        int from = user + USER.length();
        int host = user < 0 ? onlyHost(cursor) : host(cursor, from);
        var address = host < 0 ? null : address(cursor, host);
        if (address == null) {
            return HARMLESS;
        }
        counted.count(line, address);
        before.count(line, address);
        return line.loginFailed(
                address,
                user < 0 ? null : line.textOrNull(from, host),
                DovecotParser.UNKNOWN_SERVICE,
                "authentication failure",
                1);
    }

    /// Where the user before the address is named; -1 if none is, whatever stands behind it.
    private static int firstUser(Cursor cursor) {
        int user = cursor.find(USER);
        return user > cursor.find(ADDRESS) ? -1 : user;
    }

    private static @Nullable Address address(Cursor cursor, int host) {
        return cursor.address(host + ADDRESS.length(), endOfAddress(cursor, host));
    }

    private static int endOfAddress(Cursor cursor, int host) {
        int blank = Bytes.indexOf(cursor.bytes(), host + ADDRESS.length(), cursor.end(), ' ');
        return blank < 0 ? cursor.end() : blank;
    }

    /// Where the address begins: where the same user stands before and behind it, where it ends the
    /// line, or where it alone can be; -1 if that is said of two addresses, since then one is the
    /// client's text.
    private static int host(Cursor cursor, int userFrom) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int first = Bytes.indexOf(bytes, userFrom, end, ADDRESS);
        int found = -1;
        int last = first;
        for (int at = first; at >= 0; at = Bytes.indexOf(bytes, at + 1, end, ADDRESS)) {
            if (isBetweenTheSame(cursor, userFrom, at) || isEnd(cursor, at)) {
                if (found >= 0) {
                    return -1;
                }
                found = at;
            }
            last = at;
        }
        return found < 0 && first == last && isBeforeUser(cursor, first) ? first : found;
    }

    /// The same in a line that names no user before the address.
    private static int onlyHost(Cursor cursor) {
        int first = cursor.find(ADDRESS);
        boolean isOnly =
                first >= 0 && Bytes.indexOf(cursor.bytes(), first + 1, cursor.end(), ADDRESS) < 0;
        return isOnly && (isEnd(cursor, first) || isBeforeUser(cursor, first)) ? first : -1;
    }

    private static boolean isEnd(Cursor cursor, int host) {
        return endOfAddress(cursor, host) + 1 >= cursor.end();
    }

    /// True when a user without blanks ends the line behind the address.
    private static boolean isBeforeUser(Cursor cursor, int host) {
        int user = host < 0 ? -1 : behindAddress(cursor, host);
        return user >= 0 && Bytes.indexOf(cursor.bytes(), user, cursor.end(), ' ') < 0;
    }

    /// Where the second user begins, -1 if there is none. PAM puts two blanks before `user=`, of
    /// which some of those who hand lines on leave one.
    private static int behindAddress(Cursor cursor, int host) {
        int behind = endOfAddress(cursor, host);
        for (var user : LOCAL_USERS) {
            if (Bytes.matches(cursor.bytes(), behind, cursor.end(), user)) {
                return behind + user.length();
            }
        }
        return -1;
    }

    private static boolean isBetweenTheSame(Cursor cursor, int userFrom, int host) {
        int copy = behindAddress(cursor, host);
        int length = host - userFrom;
        return copy >= 0
                && cursor.end() - copy == length
                && Bytes.same(cursor.bytes(), userFrom, copy, length);
    }
}
