package org.popauth.maillog.exim;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// The arrival of a mail from somebody who has logged in: `<= sender H=CALLER P=esmtpsa X=…
/// A=plain:joe S=815`.
///
/// The line is believed only as far as no client's text can stand: the sender is skipped as Exim
/// prints it, and a name from an ident server (`U=`), of a certificate (`DN=`) or of a server that
/// the client wants (`SNI=`) ends the reading.
final class Arrival {

    private Arrival() {}

    static Outcome read(Line line, Cursor cursor) {
        if (!cursor.skip("<= ") || !Refusals.skipMailbox(cursor) || !cursor.skip(" H=")) {
            return HARMLESS;
        }
        var caller = Caller.readHost(cursor);
        if (caller == null || !skipToProtocol(cursor) || !isOfUser(cursor)) {
            return HARMLESS;
        }
        if (!skipToUser(cursor)) {
            return HARMLESS;
        }
        int end = endOfWord(cursor);
        int colon = Bytes.indexOf(cursor.bytes(), cursor.at(), end, ':');
        return line.loginSucceeded(
                caller.address(), colon < 0 ? null : line.textOrNull(colon + 1, end), "smtp", null);
    }

    /// Goes behind ` P=`, over the address and port of the server and the number of the connection.
    private static boolean skipToProtocol(Cursor cursor) {
        while (cursor.sees(" I=[") || cursor.sees(" Ci=")) {
            cursor.skip(' ');
            cursor.moveTo(endOfWord(cursor));
        }
        return cursor.skip(" P=");
    }

    /// Skips the protocol; true when its name says that the client has logged in.
    private static boolean isOfUser(Cursor cursor) {
        int from = cursor.at();
        int to = endOfWord(cursor);
        cursor.moveTo(to);
        byte[] bytes = cursor.bytes();
        return Bytes.matches(bytes, to - "smtpa".length(), to, "smtpa")
                || Bytes.matches(bytes, to - "smtpsa".length(), to, "smtpsa")
                || Bytes.matches(bytes, from, to, "asmtp");
    }

    /// Goes behind ` A=`, over what the server says of TLS.
    private static boolean skipToUser(Cursor cursor) {
        while (cursor.sees(" X=") || cursor.sees(" CV=") || cursor.sees(" L ")) {
            cursor.skip(' ');
            cursor.moveTo(endOfWord(cursor));
        }
        return cursor.skip(" A=");
    }

    private static int endOfWord(Cursor cursor) {
        int blank = cursor.find(' ');
        return blank < 0 ? cursor.end() : blank;
    }
}
