package org.popauth.maillog.cucipop;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Tail;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads the lines of cucipop: `joe ADDRESS 0, 1 (2), 3 (4)` when a session ends, and
/// `authentication failure joe ADDRESS`.
///
/// A refused user may be any text, but the address ends its line; the line of a session ends with
/// numbers, and begins with a user of one word, directly before the address.
public final class CucipopParser implements Parser {

    private static final String FAILURE = "authentication failure ";

    @Override
    public String daemon() {
        return "cucipop";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("cucipop");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        Honest.skipMessageId(cursor);
        if (Honest.mayBeCut(line)) {
            return Honest.tooLong("cucipop");
        }
        return cursor.skip(FAILURE) ? refused(line, cursor) : session(line, cursor);
    }

    private static Outcome refused(Line line, Cursor cursor) {
        var tail = Tail.of(cursor);
        tail.skipWord();
        var address = cursor.address(tail.at(), cursor.end());
        return address == null
                ? HARMLESS
                : line.loginFailed(
                        address,
                        line.textOrNull(cursor.at(), tail.at() - 1),
                        "pop3",
                        FAILURE.strip(),
                        1);
    }

    private static Outcome session(Line line, Cursor cursor) {
        int userFrom = cursor.at();
        int userTo = cursor.find(' ');
        int to = userTo < 0 ? -1 : Bytes.indexOf(cursor.bytes(), userTo + 1, cursor.end(), ' ');
        if (to < 0) {
            return HARMLESS;
        }
        cursor.moveTo(to + 1);
        boolean numbers =
                cursor.number(9) >= 0
                        && cursor.skip(", ")
                        && pair(cursor)
                        && cursor.skip(", ")
                        && pair(cursor)
                        && cursor.atEnd();
        var address = numbers ? cursor.address(userTo + 1, to) : null;
        return address == null
                ? HARMLESS
                : line.loginSucceeded(address, line.textOrNull(userFrom, userTo), "pop3", null);
    }

    private static boolean pair(Cursor cursor) {
        return cursor.number(9) >= 0
                && cursor.skip(" (")
                && cursor.number(9) >= 0
                && cursor.skip(')');
    }
}
