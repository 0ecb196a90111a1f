package org.popauth.maillog.qmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads who was refused before qmail because an RBL lists him:
///
/// - `rblsmtpd: ADDRESS pid 815: 451 text`, of ucspi-tcp, or with the zone before the colon;
/// - `rblsmtpd: ZONE blocked ADDRESS name -`, of older ones;
/// - `qmail-smtpd: 421 badiprbl: ip ADDRESS rbl: ZONE`.
///
/// The program's name and the fraction of a second that splogger writes may stand before each. No
/// text of a client's stands in any of them but the RBL's own behind the address.
public final class QmailParser implements Parser {

    private static final String RBLSMTPD = "rblsmtpd";
    private static final String QMAIL_SMTPD = "qmail-smtpd";

    @Override
    public String daemon() {
        return "qmail";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("qmail")
                || program.equals("smtpd")
                || program.equals(QMAIL_SMTPD)
                || program.equals(RBLSMTPD);
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        skipFraction(cursor);
        boolean named = cursor.skip("rblsmtpd: ");
        if (named || line.program().equals(RBLSMTPD)) {
            return listed(line, cursor);
        }
        boolean ofQmail = cursor.skip("qmail-smtpd: ") || line.program().equals(QMAIL_SMTPD);
        return ofQmail && cursor.skip("421 badiprbl: ip ") ? byQmail(line, cursor) : HARMLESS;
    }

    /// Skips `1157520813.485077 `.
    private static void skipFraction(Cursor cursor) {
        int start = cursor.at();
        boolean isFraction =
                skipDigits(cursor) && cursor.skip('.') && skipDigits(cursor) && cursor.skip(' ');
        if (!isFraction) {
            cursor.moveTo(start);
        }
    }

    private static boolean skipDigits(Cursor cursor) {
        int start = cursor.at();
        while (Bytes.isDigit(cursor.peek())) {
            cursor.moveTo(cursor.at() + 1);
        }
        return cursor.at() > start;
    }

    private static Outcome listed(Line line, Cursor cursor) {
        int from = cursor.at();
        int to = endOfWord(cursor);
        cursor.moveTo(to);
        if (!cursor.skip(" pid ")) {
            return cursor.skip(" blocked ") ? blocked(line, cursor, from, to) : HARMLESS;
        }
        if (cursor.number(9) < 0) {
            return HARMLESS;
        }
        int zoneFrom = cursor.skip(' ') ? cursor.at() : -1;
        int zoneTo = cursor.find(": ");
        return zoneTo < 0
                ? HARMLESS
                : offence(line, cursor, from, to, zoneFrom, zoneTo, zoneTo + 2);
    }

    private static Outcome blocked(Line line, Cursor cursor, int zoneFrom, int zoneTo) {
        int from = cursor.at();
        return offence(line, cursor, from, endOfWord(cursor), zoneFrom, zoneTo, zoneFrom);
    }

    private static Outcome byQmail(Line line, Cursor cursor) {
        int from = cursor.at();
        int to = endOfWord(cursor);
        cursor.moveTo(to);
        if (!cursor.skip(" rbl: ")) {
            return HARMLESS;
        }
        return offence(line, cursor, from, to, cursor.at(), endOfWord(cursor), from);
    }

    private static int endOfWord(Cursor cursor) {
        int blank = cursor.find(' ');
        return blank < 0 ? cursor.end() : blank;
    }

    private static Outcome offence(
            Line line, Cursor cursor, int from, int to, int zoneFrom, int zoneTo, int textFrom) {
        var address = cursor.address(from, to);
        if (address == null) {
            return HARMLESS;
        }
        var zone = zoneFrom < 0 ? null : line.textOrNull(zoneFrom, zoneTo);
        var text = line.text(textFrom, cursor.end());
        var details = new Details("CONNECT", null, null, null, null, zone, text, null);
        return line.offence(OffenceKind.RBL_LISTED, address, details);
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return null;
    }
}
