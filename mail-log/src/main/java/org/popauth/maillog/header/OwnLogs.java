package org.popauth.maillog.header;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;

/// Daemons that name neither a host nor a program in logs of their own, told by what stands behind
/// the stamp:
///
/// - `IMAP User "joe" …` (Apple's old IMAP server);
/// - `INFO [thread] [context] …` behind a stamp without a zone (Zimbra);
/// - `CHKUSER rejected rcpt: …` (qmail, by multilog);
/// - `INFO Words (auth.failed) listenerId = …` behind one with a zone (Stalwart);
/// - `08 mx1 IMAP:000C6BA: …` behind one with a zone (Axigen);
/// - `SMTP Server: …`, `smtp: joe [192.0.2.10] …` behind one in ISO's order (Domino);
/// - `sogod [815]: …` (SOGo), `HORDE [error] [imp] …` (Horde), in which the name stands where that
///   of a mail host is expected.
final class OwnLogs {

    private static final byte[] APPLE_IMAP = "apple-imap".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] QMAIL = "qmail".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZIMBRA = "zimbra".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STALWART = "stalwart".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AXIGEN = "axigen".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOMINO = "domino".getBytes(StandardCharsets.US_ASCII);
    private static final String[] LEVELS = {"INFO ", "WARN ", "ERROR "};

    private static final String[] DOMINO_TASKS = {
        "SMTP Server", "POP3 Server", "IMAP Server", "smtp: ", "pop3: ", "imap: ", "http: "
    };

    private static final byte[] SOGO = "sogo".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HORDE = "horde".getBytes(StandardCharsets.US_ASCII);

    private OwnLogs() {}

    /// The program that stands where a mail host is expected, behind which no tag stands; null for
    /// all others.
    static byte @Nullable [] named(Cursor cursor, int from, int to) {
        if (cursor.peek() != '[') {
            return null;
        }
        byte[] bytes = cursor.bytes();
        if (is(bytes, from, to, "sogod")) {
            return SOGO;
        }
        return is(bytes, from, to, "HORDE") ? HORDE : null;
    }

    private static boolean is(byte[] bytes, int from, int to, String name) {
        return to - from == name.length() && Bytes.matches(bytes, from, to, name);
    }

    /// The program whose line it is, with the cursor where its words begin; null, and the cursor
    /// stays, for all others.
    static byte @Nullable [] skip(Cursor cursor, Stamp stamp) {
        int first = cursor.peek();
        if (stamp.isIsoWithBlank()) {
            var program = Bytes.isDigit(first) ? axigen(cursor, stamp) : domino(cursor);
            if (program != null) {
                return program;
            }
        }
        if (first != 'I' && first != 'W' && first != 'E' && first != 'C') {
            return null;
        }
        if (cursor.sees("IMAP User \"")) {
            return APPLE_IMAP;
        }
        if (cursor.sees("CHKUSER ")) {
            return QMAIL;
        }
        int start = cursor.at();
        if (skipLevel(cursor)) {
            if (stamp.isIsoWithBlank() && cursor.sees(" [")) {
                return ZIMBRA;
            }
            if (stamp.isComplete() && namesEvent(cursor)) {
                return STALWART;
            }
        }
        cursor.moveTo(start);
        return null;
    }

    /// `08 mx1 IMAP:000C6BA: …`, of which the first two words are skipped.
    private static byte @Nullable [] axigen(Cursor cursor, Stamp stamp) {
        int start = cursor.at();
        if (stamp.isComplete() && cursor.number(2) >= 0 && cursor.skip(' ')) {
            int blank = cursor.find(' ');
            int colon = blank < 0 ? -1 : Bytes.indexOf(cursor.bytes(), blank, cursor.end(), ':');
            if (colon > 0 && isUpperCase(cursor.bytes(), blank + 1, colon)) {
                cursor.moveTo(blank + 1);
                return AXIGEN;
            }
        }
        cursor.moveTo(start);
        return null;
    }

    private static boolean isUpperCase(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if ((b < 'A' || b > 'Z') && b != '-' && !Bytes.isDigit(b)) {
                return false;
            }
        }
        return to > from;
    }

    private static byte @Nullable [] domino(Cursor cursor) {
        for (var task : DOMINO_TASKS) {
            if (cursor.sees(task)) {
                return DOMINO;
            }
        }
        return null;
    }

    private static boolean skipLevel(Cursor cursor) {
        for (var level : LEVELS) {
            if (cursor.skip(level)) {
                return true;
            }
        }
        return false;
    }

    /// True when a name like `(auth.failed)` stands behind words without brackets.
    private static boolean namesEvent(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int open = cursor.find(" (");
        int close = open < 0 ? -1 : Bytes.indexOf(bytes, open, cursor.end(), ')');
        boolean dotted = false;
        for (int i = open + 2; i < close; i++) {
            byte b = bytes[i];
            dotted |= b == '.';
            if (b != '.' && b != '-' && !Bytes.isLetterOrDigit(b)) {
                return false;
            }
        }
        return dotted && Bytes.matches(bytes, close, cursor.end(), ") ");
    }
}
