package org.popauth.maillog.qmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.util.Set;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads who was refused before qmail because an RBL lists him, and what qmail's patches say:
///
/// - `rblsmtpd: ADDRESS pid 815: 451 text`, of ucspi-tcp, or with the zone before the colon;
/// - `rblsmtpd: ZONE blocked ADDRESS name -`, of older ones;
/// - `qmail-smtpd: 421 badiprbl: ip ADDRESS rbl: ZONE`;
/// - the lines of [SmtpdLog], [Chkuser], [Spamdyke] and [Logins].
///
/// The program's name and the fraction of a second that splogger writes may stand before each. No
/// text of a client's stands in the first three but the RBL's own behind the address.
public final class QmailParser implements Parser {

    private static final String RBLSMTPD = "rblsmtpd";
    private static final String QMAIL_SMTPD = "qmail-smtpd";
    private static final String QMAIL_POPUP = "qmail-popup";
    private static final String SMTP_AUTH = "smtp_auth";
    private static final String SPAMDYKE = "spamdyke";
    private static final String[] NAMED = {RBLSMTPD, QMAIL_SMTPD, QMAIL_POPUP};
    private static final Set<String> PROGRAMS =
            Set.of("qmail", "smtpd", QMAIL_SMTPD, QMAIL_POPUP, RBLSMTPD, SMTP_AUTH, SPAMDYKE);

    @Override
    public String daemon() {
        return "qmail";
    }

    @Override
    public boolean reads(String program) {
        return PROGRAMS.contains(program);
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        skipFraction(cursor);
        var program = program(cursor, line.program());
        return switch (program) {
            case RBLSMTPD -> listed(line, cursor);
            case QMAIL_SMTPD -> ofSmtpd(line, cursor);
            case QMAIL_POPUP -> SmtpdLog.read(line, cursor, "pop3");
            case SMTP_AUTH -> Logins.ofPlesk(line, cursor);
            case SPAMDYKE -> Spamdyke.read(line, cursor);
            default -> cursor.skip("CHKUSER ") ? Chkuser.read(line, cursor) : HARMLESS;
        };
    }

    /// The program that a line names which others log for it, or the one that logs.
    private static String program(Cursor cursor, String logger) {
        for (var each : NAMED) {
            int start = cursor.at();
            if (cursor.skip(each) && cursor.skip(": ")) {
                return each;
            }
            cursor.moveTo(start);
        }
        return logger;
    }

    private static Outcome ofSmtpd(Line line, Cursor cursor) {
        if (cursor.skip("421 badiprbl: ip ")) {
            return byQmail(line, cursor);
        }
        if (cursor.skip("CHKUSER ")) {
            return Chkuser.read(line, cursor);
        }
        return cursor.sees("pid ")
                ? SmtpdLog.read(line, cursor, "smtp")
                : Logins.ofInterWorx(line, cursor);
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
}
