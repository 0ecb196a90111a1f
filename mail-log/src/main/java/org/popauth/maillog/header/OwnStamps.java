package org.popauth.maillog.header;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// Programs with logs of their own in which the time has a form of its own, too:
///
/// - `[23-Nov-2026 06:52:57 +0100]: …` (Roundcube);
/// - `[23/Nov/2026 06:52:57] …` (Kerio Connect);
/// - `[2026-11-23 06:52:57] Auth failed: …`, also with a zone (SnappyMail, RainLoop);
/// - `11/23/2026 06:52:57 [LOGIN_ERROR] …` (SquirrelMail);
/// - `Nov-23-26 06:52:57 …` (ASSP);
/// - `<co ts="2026-11-23T06:52:57.45" …`, `[23/Nov/2026:06:52:57 +0100] …` (Oracle's Messaging
///   Server);
/// - those of Domino ([DominoStamp]).
///
/// They are looked for when nothing else stands at the beginning of a line.
final class OwnStamps {

    private static final byte[] ROUNDCUBE = "roundcube".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KERIO = "kerio".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SNAPPYMAIL = "snappymail".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SQUIRRELMAIL = "squirrelmail".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ASSP = "assp".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ORACLE_IMS = "oracleims".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOMINO = "domino".getBytes(StandardCharsets.US_ASCII);

    private OwnStamps() {}

    /// The program whose line it is, with the cursor where its words begin; null for all others.
    static byte @Nullable [] skip(Cursor cursor, Stamp stamp) {
        int start = cursor.at();
        stamp.clear();
        byte[] program = program(cursor, stamp);
        if (program == null) {
            cursor.moveTo(start);
            program = DominoStamp.skip(cursor, stamp) ? DOMINO : null;
        }
        return program != null && stamp.isPlausible() ? program : null;
    }

    private static byte @Nullable [] program(Cursor cursor, Stamp stamp) {
        if (cursor.skip('[')) {
            return inBrackets(cursor, stamp);
        }
        if (cursor.skip("<co ts=\"")) {
            return stamp.read(cursor) && cursor.skip("\" ") ? ORACLE_IMS : null;
        }
        return Bytes.isDigit(cursor.peek()) ? american(cursor, stamp) : assp(cursor, stamp);
    }

    private static byte @Nullable [] inBrackets(Cursor cursor, Stamp stamp) {
        int first = cursor.number(4);
        if (first > 31) {
            return iso(cursor, stamp, first);
        }
        stamp.day = first;
        if (cursor.skip('-')) {
            return monthAndYear(cursor, stamp, '-')
                            && cursor.skip(' ')
                            && timeAndZone(cursor, stamp)
                            && cursor.skip("]: ")
                    ? ROUNDCUBE
                    : null;
        }
        if (!cursor.skip('/') || !monthAndYear(cursor, stamp, '/')) {
            return null;
        }
        byte[] program = cursor.skip(' ') ? KERIO : cursor.skip(':') ? ORACLE_IMS : null;
        return timeAndZone(cursor, stamp) && cursor.skip("] ") ? program : null;
    }

    private static boolean monthAndYear(Cursor cursor, Stamp stamp, char separator) {
        stamp.month = StampForms.month(cursor);
        cursor.moveTo(Math.min(cursor.end(), cursor.at() + 3));
        if (stamp.month == 0 || !cursor.skip(separator)) {
            return false;
        }
        stamp.year = cursor.number(4);
        return true;
    }

    private static boolean timeAndZone(Cursor cursor, Stamp stamp) {
        return StampForms.readTimeOfDay(stamp, cursor) && zone(cursor, stamp);
    }

    private static byte @Nullable [] iso(Cursor cursor, Stamp stamp, int year) {
        stamp.year = year;
        stamp.month = cursor.skip('-') ? cursor.number(2) : 0;
        stamp.day = cursor.skip('-') ? cursor.number(2) : 0;
        boolean read =
                cursor.skip(' ')
                        && StampForms.readTimeOfDay(stamp, cursor)
                        && zone(cursor, stamp)
                        && cursor.skip("] ");
        return read && (cursor.sees("Auth failed: ") || cursor.sees("Admin Auth failed: "))
                ? SNAPPYMAIL
                : null;
    }

    private static byte @Nullable [] american(Cursor cursor, Stamp stamp) {
        stamp.month = cursor.number(2);
        stamp.day = cursor.skip('/') ? cursor.number(2) : 0;
        stamp.year = cursor.skip('/') ? cursor.number(4) : 0;
        return cursor.skip(' ')
                        && StampForms.readTimeOfDay(stamp, cursor)
                        && cursor.skip(' ')
                        && cursor.sees("[LOGIN")
                ? SQUIRRELMAIL
                : null;
    }

    private static byte @Nullable [] assp(Cursor cursor, Stamp stamp) {
        stamp.month = StampForms.month(cursor);
        cursor.moveTo(Math.min(cursor.end(), cursor.at() + 3));
        if (stamp.month == 0 || !cursor.skip('-')) {
            return null;
        }
        stamp.day = cursor.number(2);
        stamp.year = cursor.skip('-') ? 2000 + cursor.number(2) : 0;
        return stamp.year >= 2000
                        && cursor.skip(' ')
                        && StampForms.readTimeOfDay(stamp, cursor)
                        && cursor.skip(' ')
                ? ASSP
                : null;
    }

    /// ` +0100` or ` UTC`, if it is there.
    private static boolean zone(Cursor cursor, Stamp stamp) {
        if (!cursor.skip(' ')) {
            return true;
        }
        if (cursor.skip("UTC") || cursor.skip("GMT")) {
            stamp.offsetSeconds = 0;
            return true;
        }
        if (cursor.peek() == '+' || cursor.peek() == '-') {
            return StampForms.readOffset(stamp, cursor);
        }
        while (Bytes.isLetterOrDigit(cursor.peek())) {
            cursor.moveTo(cursor.at() + 1);
        }
        return true;
    }
}
