package org.popauth.maillog.amavis;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads which mail amavisd-new has kept back: `(815-01) Blocked SPAM
/// {DiscardedInbound,Quarantined}, [ADDRESS]:4711 [ADDRESS] <S> -> <R>, …`.
///
/// The first address is the client's, by which Postfix sent the mail on (XFORWARD); the second is
/// taken from the mail and not read. Names of viruses and of files, which are the sender's, stand
/// before: a line is only read when there is one place alone at which they can end. What amavis
/// rejects is told by Postfix.
public final class AmavisParser implements Parser {

    private static final String[] BLOCKED = {
        "Blocked SPAM ", "Blocked INFECTED ", "Blocked BANNED "
    };

    private static final String END = "}, [";

    /// Of versions that do not say what became of it. Where a policy for own clients was used, its
    /// name stands before the bracket.
    private static final String BEFORE_2_8 = "Blocked SPAM, [";

    private static final String VIRUS_BEFORE_2_8 = "Blocked INFECTED (";
    private static final String END_BEFORE_2_8 = "), ";

    private static final String[] INBOUND = {
        "{DiscardedInbound", "{NoBounceInbound", "{BouncedInbound", "{DiscardedOpenRelay"
    };

    @Override
    public String daemon() {
        return "amavis";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("amavis") || program.equals("amavisd");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (!cursor.skip('(') || !cursor.skipPast(") ")) {
            return HARMLESS;
        }
        int from = cursor.at();
        if (cursor.skip(BEFORE_2_8)) {
            return blocked(line, cursor, from, cursor.at(), cursor.at() - 3);
        }
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int virus = cursor.sees(VIRUS_BEFORE_2_8) ? endOfVirus(bytes, from, end) : -1;
        if (virus >= 0) {
            return blocked(line, cursor, from, virus + "), [".length(), virus + 1);
        }
        int place = seesAny(bytes, from, end, BLOCKED) ? cursor.find(END) : -1;
        int open = place < 0 ? -1 : Bytes.lastIndexOf(bytes, from, place, " {");
        if (open < 0 || Bytes.indexOf(bytes, place + 1, end, END) >= 0) {
            return HARMLESS;
        }
        return seesAny(bytes, open + 1, place, INBOUND)
                ? blocked(line, cursor, from, place + END.length(), place + 1)
                : HARMLESS;
    }

    /// Where the names of viruses end, behind which the address stands at once: at the one `), ` of
    /// the line. -1 if there is none, or more than one, or the mail is that of an own client.
    private static int endOfVirus(byte[] bytes, int from, int end) {
        int close = Bytes.indexOf(bytes, from, end, END_BEFORE_2_8);
        boolean isOne = close >= 0 && Bytes.indexOf(bytes, close + 1, end, END_BEFORE_2_8) < 0;
        return isOne && Bytes.matches(bytes, close, end, "), [") ? close : -1;
    }

    private static Outcome blocked(Line line, Cursor cursor, int from, int address, int textTo) {
        int close = Bytes.indexOf(cursor.bytes(), address, cursor.end(), ']');
        var client = close < 0 ? null : cursor.address(address, close);
        var details = Details.ofText(line.text(from, textTo));
        return client == null
                ? HARMLESS
                : line.offence(OffenceKind.CONTENT_REFUSED, client, details);
    }

    private static boolean seesAny(byte[] bytes, int at, int end, String[] all) {
        for (var words : all) {
            if (Bytes.matches(bytes, at, end, words)) {
                return true;
            }
        }
        return false;
    }
}
