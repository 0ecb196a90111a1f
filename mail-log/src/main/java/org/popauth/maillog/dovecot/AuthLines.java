package org.popauth.maillog.dovecot;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.popauth.events.Address;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.ToldFailures;

/// Lines of the authentication processes: `pam(user,address,<session>): Password mismatch`.
///
/// The user may be any text that a client sends. The line counts only when it can be read in one
/// way: no second `): ` behind the first, and nothing between the address and the bracket but a
/// session in angle brackets.
final class AuthLines {

    private static final String[] FAILURES = {
        "unknown user",
        "Password mismatch",
        "password mismatch",
        "Invalid credentials",
        "invalid credentials",
        "Username character disallowed",
        "Empty username",
        "invalid password field",
        "User found from deny passdb",
        "Attempted master login with no master passdbs",
        "Attempted login with password having illegal chars",
        "allow_nets check failed: IP ",
        "allow_real_nets check failed: IP ",
        "Login failed",
        "Authentication failure due to policy server refusal",
        "oauth2 failed: Invalid token",
        "oauth2 failed: Token ",
        "oauth2 failed: Username '",
        "oauth2 failed: User account is not active",
        "oauth2 failed: invalid_grant",
        "pam_authenticate() failed: Authentication failure",
        "pam_authenticate() failed: User not known",
        "pam_authenticate() failed: Permission denied",
        "pam_authenticate() failed: Have exhausted maximum number of retries"
    };

    private static final String PASSWORD = "given password";

    /// How lines of a worker begin, whose user and address stand behind its name since 2.4.
    private static final String WORKER = "auth-worker(";

    private final ToldFailures counted;
    private final ToldFailures before;

    /// @param before failures that PAM or a worker has told of, and its master may tell of next
    AuthLines(ToldFailures counted, ToldFailures before) {
        this.counted = counted;
        this.before = before;
    }

    Outcome read(Line line, Cursor cursor) {
        if (cursor.sees("conn unix:")) {
            cursor.skipPast("): ");
            if (cursor.sees("auth-worker<")) {
                cursor.skipPast(">: ");
            }
        }
        boolean ofWorker = cursor.sees(WORKER);
        skipWord(cursor);
        if (!cursor.skip('(')) {
            return HARMLESS;
        }
        int userFrom = cursor.at();
        int userTo = cursor.find(',');
        var outcome = userTo < 0 ? HARMLESS : readAddress(line, cursor, userFrom, userTo);
        if (ofWorker && outcome instanceof Outcome.Event said) {
            before.count(line, said.event().address());
        }
        return outcome;
    }

    private Outcome readAddress(Line line, Cursor cursor, int userFrom, int userTo) {
        byte[] bytes = cursor.bytes();
        int from = userTo + 1;
        int to = from;
        while (to < cursor.end() && bytes[to] != ',' && bytes[to] != ')') {
            to++;
        }
        var address = cursor.address(from, to);
        cursor.moveTo(to);
        if (address == null || !skipSession(cursor) || mayEndLater(cursor)) {
            return HARMLESS;
        }
        return readReason(line, cursor, address, userFrom, userTo);
    }

    /// True when what was taken for the user's end can be text of the user's.
    private static boolean mayEndLater(Cursor cursor) {
        return cursor.find("): ") >= 0 || cursor.find(")<") >= 0;
    }

    /// Skips what follows the address: `,<session>): `, or, in 2.4, `,sasl:plain)<session>: ` and,
    /// of a worker, `)<pid><session>: request [12]: `; and the database that 2.4 names behind it.
    /// Who logs in as another is `,master`.
    private static boolean skipSession(Cursor cursor) {
        cursor.skip(",master");
        if (cursor.skip(",sasl:")) {
            skipWord(cursor);
        }
        if (!skipBracketed(cursor, ",<")) {
            return false;
        }
        cursor.skip(',');
        if (!cursor.skip(')') || !skipBracketed(cursor, "<") || !skipBracketed(cursor, "<")) {
            return false;
        }
        if (!cursor.skip(": ") || !skipRequest(cursor)) {
            return false;
        }
        cursor.skip("Info: ");
        int start = cursor.at();
        skipWord(cursor);
        if (cursor.at() == start || !cursor.skip(": ")) {
            cursor.moveTo(start);
        }
        return true;
    }

    /// Skips `request [12]: ` if it is there; false when it does not end.
    private static boolean skipRequest(Cursor cursor) {
        return !cursor.skip("request [") || cursor.number(9) >= 0 && cursor.skip("]: ");
    }

    private static void skipWord(Cursor cursor) {
        while (isOfWord(cursor.peek())) {
            cursor.moveTo(cursor.at() + 1);
        }
    }

    private static boolean isOfWord(int b) {
        return Bytes.isLetterOrDigit(b) || b == '-' || b == '_';
    }

    /// Skips a session in angle brackets if one is there; false when it does not end.
    private static boolean skipBracketed(Cursor cursor, String open) {
        if (!cursor.skip(open)) {
            return true;
        }
        int close = cursor.find('>');
        if (close < 0) {
            return false;
        }
        cursor.moveTo(close + 1);
        return true;
    }

    private Outcome readReason(
            Line line, Cursor cursor, Address address, int userFrom, int userTo) {
        for (var failure : FAILURES) {
            if (cursor.sees(failure)) {
                if (before.take(line, address)) {
                    return REPEATED;
                }
                counted.count(line, address);
                int secret = cursor.find(PASSWORD);
                int end = secret < 0 ? cursor.end() : secret + PASSWORD.length();
                boolean nobody = userTo - userFrom == 1 && cursor.bytes()[userFrom] == '?';
                return line.loginFailed(
                        address,
                        nobody ? null : line.textOrNull(userFrom, userTo),
                        DovecotParser.UNKNOWN_SERVICE,
                        line.text(cursor.at(), end),
                        1,
                        end);
            }
        }
        return HARMLESS;
    }
}
