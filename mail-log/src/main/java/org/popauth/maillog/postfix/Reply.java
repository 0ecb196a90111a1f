package org.popauth.maillog.postfix;

import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;

/// The code at the beginning of a reply: `554`, `554 5.7.1`, or, from a milter, `5.7.1` alone.
///
/// @param code the three digits, -1 if there are none
/// @param enhanced the class of the enhanced status code and its subject (`5.7` is 57), -1 if none
/// @param detail the last part of the enhanced status code, -1 if none
/// @param from where it begins
/// @param to where it ends
/// @param textFrom where the server's words begin
record Reply(int code, int enhanced, int detail, int from, int to, int textFrom) {

    /// Reads the code and the blank behind it.
    static Reply read(Cursor cursor) {
        int from = cursor.at();
        int to = from;
        int code = -1;
        if (from + 3 < cursor.end() && cursor.bytes()[from + 3] == ' ') {
            code = cursor.number(3);
            to = code < 0 ? to : cursor.at();
            cursor.skip(' ');
        }
        int start = cursor.at();
        int enhanced = enhanced(cursor);
        int detail = enhanced < 0 ? -1 : cursor.number(3);
        if (detail < 0 || !(cursor.peek() == ' ' || cursor.atEnd())) {
            cursor.moveTo(start);
            return new Reply(code, -1, -1, from, to, start);
        }
        to = cursor.at();
        cursor.skip(' ');
        return new Reply(code, enhanced, detail, from, to, cursor.at());
    }

    private static int enhanced(Cursor cursor) {
        int kind = cursor.number(1);
        if (kind < 0 || !cursor.skip('.')) {
            return -1;
        }
        int subject = cursor.number(3);
        return subject >= 0 && cursor.skip('.') ? kind * 10 + subject : -1;
    }

    /// True for a lasting refusal, or for what `soft_bounce = yes` makes of `554`.
    boolean isRefusal() {
        return code / 100 == 5 || code == 454 || (code < 0 && enhanced / 10 == 5);
    }

    /// True for a refusal that will not change.
    boolean isPermanent() {
        return code / 100 == 5;
    }

    /// True for a refusal for reasons of policy: `554 5.7.1`, `550 5.7.23` …, before Postfix 2.3
    /// `554` or `550` alone.
    boolean saysPolicy() {
        return enhanced < 0 ? code == 554 || code == 550 : isPermanent() && enhanced == 57;
    }

    /// True for `5.3.2`, with which postscreen refuses those on the operator's list.
    boolean saysNotServed() {
        return isPermanent() && enhanced == 53 && detail == 2;
    }

    /// True for trouble of the server itself: `451 4.3.5`, `421 4.3.0` …
    boolean isOwnFault() {
        return (code == 451 || code == 421) && enhanced == 43;
    }

    /// True for `5.1.1`, which says that there is no such mailbox, whatever the words say.
    boolean saysNoSuchMailbox() {
        return enhanced == 51 && detail == 1 && code / 100 == 5;
    }

    @Nullable String text(Line line) {
        return to > from ? line.word(from, to) : null;
    }
}
