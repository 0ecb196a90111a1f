package org.popauth.maillog.horde;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins from Horde's log, by syslog or in a file of its own: `[imp] FAILED LOGIN
/// for U [ADDRESS] to {mail.example.org:143 [imap/notls]} [pid 815 on line 139 of "…"]`; newer
/// versions write `(ADDRESS)`.
///
/// The user is any text; behind the address stands the server's, but for what a client says that it
/// is forwarded for. So the last ` to ` counts, and only behind an address.
public final class HordeParser implements Parser {

    private static final String FAILED = "FAILED LOGIN for ";
    private static final String TO = " to ";
    private static final String FORWARDED = " (forwarded for [";

    @Override
    public String daemon() {
        return "horde";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("horde") || program.equals("HORDE");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        skipWord(cursor);
        skipWord(cursor);
        if (!cursor.skip(FAILED)) {
            return HARMLESS;
        }
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int to = endOfPeer(cursor, Bytes.lastIndexOf(bytes, from, cursor.end(), TO));
        int open = to < 0 ? -1 : beginOfPeer(bytes, from, to);
        var address = open < 0 ? null : cursor.address(open + 2, to - 1);
        return address == null
                ? new Outcome.Unparsable("Horde: no address that can be told for certain")
                : line.loginFailed(
                        address, line.textOrNull(from, open), "webmail", "FAILED LOGIN", 1);
    }

    /// Where ` [ADDRESS]` or ` (ADDRESS)` begins that ends at the place; -1 if none does.
    private static int beginOfPeer(byte[] bytes, int from, int to) {
        return switch (bytes[to - 1]) {
            case ']' -> Bytes.lastIndexOf(bytes, from, to, " [");
            case ')' -> Bytes.lastIndexOf(bytes, from, to, " (");
            default -> -1;
        };
    }

    /// Skips `[error] ` or `[imp] `.
    private static void skipWord(Cursor cursor) {
        int start = cursor.at();
        if (cursor.skip('[')) {
            while (Bytes.isLetterOrDigit(cursor.peek())) {
                cursor.moveTo(cursor.at() + 1);
            }
            if (!cursor.skip("] ")) {
                cursor.moveTo(start);
            }
        }
    }

    /// Where `[ADDRESS]` ends, before what is forwarded; -1 if that holds other text than
    /// addresses, or more than one place may be its beginning.
    private static int endOfPeer(Cursor cursor, int to) {
        byte[] bytes = cursor.bytes();
        if (to < 0 || !Bytes.matches(bytes, to - 2, to, "])")) {
            return to;
        }
        int forwarded = cursor.find(FORWARDED);
        for (int i = forwarded + FORWARDED.length(); forwarded >= 0 && i < to - 2; i++) {
            if (!Bytes.isHostNameByte(bytes[i]) && bytes[i] != ',' && bytes[i] != ' ') {
                return -1;
            }
        }
        return forwarded;
    }
}
