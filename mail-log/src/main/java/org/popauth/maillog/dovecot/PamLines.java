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
    private static final String LOCAL_USER = "  user=";

    private final ToldFailures counted;
    private final ToldFailures byPam;

    PamLines(ToldFailures counted, ToldFailures byPam) {
        this.counted = counted;
        this.byPam = byPam;
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
        int user = cursor.find(USER);
        if (user < 0) {
            return HARMLESS;
        }
        int from = user + USER.length();
        int host = host(cursor, from);
        var address = host < 0 ? null : address(cursor, host);
        if (address == null) {
            return HARMLESS;
        }
        counted.count(line, address);
        byPam.count(line, address);
        return line.loginFailed(
                address,
                line.textOrNull(from, host),
                DovecotParser.UNKNOWN_SERVICE,
                "authentication failure",
                1);
    }

    private static @Nullable Address address(Cursor cursor, int host) {
        return cursor.address(host + ADDRESS.length(), endOfAddress(cursor, host));
    }

    private static int endOfAddress(Cursor cursor, int host) {
        int blank = Bytes.indexOf(cursor.bytes(), host + ADDRESS.length(), cursor.end(), ' ');
        return blank < 0 ? cursor.end() : blank;
    }

    /// Where the address begins: where the same user stands before and behind it, else where it
    /// ends the line, or where it can alone be.
    private static int host(Cursor cursor, int userFrom) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int first = Bytes.indexOf(bytes, userFrom, end, ADDRESS);
        int last = first;
        for (int at = first; at >= 0; at = Bytes.indexOf(bytes, at + 1, end, ADDRESS)) {
            if (isBetweenTheSame(cursor, userFrom, at)) {
                return at;
            }
            last = at;
        }
        if (last < 0) {
            return -1;
        }
        int behind = endOfAddress(cursor, last);
        boolean isEnd = behind + 1 >= end;
        boolean isBeforeUser =
                Bytes.matches(bytes, behind, end, LOCAL_USER)
                        && Bytes.indexOf(bytes, behind + LOCAL_USER.length(), end, ' ') < 0;
        return isEnd || (first == last && isBeforeUser) ? last : -1;
    }

    private static boolean isBetweenTheSame(Cursor cursor, int userFrom, int host) {
        byte[] bytes = cursor.bytes();
        int behind = endOfAddress(cursor, host);
        int copy = behind + LOCAL_USER.length();
        int length = host - userFrom;
        return Bytes.matches(bytes, behind, cursor.end(), LOCAL_USER)
                && cursor.end() - copy == length
                && Bytes.same(bytes, userFrom, copy, length);
    }
}
