package org.popauth.maillog.assp;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;

import org.popauth.events.Address;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads what ASSP, a proxy before an SMTP server, logs: `m1-25391-06124 [Worker_1] [TLS-out]
/// [RelayAttempt] ADDRESS <s@example.net> to: r@example.org relay attempt blocked for: …`,
/// `[Worker_1] ADDRESS [SMTP Error] 535 5.7.8 Error: authentication failed: …`
///
/// Before the address stand an id and words in brackets, all of them ASSP's own.
public final class AsspParser implements Parser {

    private static final String RELAY = "[RelayAttempt]";
    private static final String REFUSED = " [SMTP Error] 535 ";
    private static final String FAILED = "authentication failed:";

    @Override
    public String daemon() {
        return "assp";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("assp");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (cursor.skip("Blocking ")) {
            int from = cursor.at();
            var address = cursor.address(from, skipWord(cursor));
            return address != null && cursor.sees(" - too much AUTH errors (")
                    ? offence(line, cursor, OffenceKind.RATE_EXCEEDED, address)
                    : HARMLESS;
        }
        skipId(cursor);
        boolean relay = skipTags(cursor);
        int from = cursor.at();
        var address = cursor.address(from, skipWord(cursor));
        if (address == null) {
            return HARMLESS;
        }
        if (relay) {
            return cursor.find(" relay attempt blocked for") < 0
                    ? HARMLESS
                    : offence(line, cursor, OffenceKind.RELAY_DENIED, address);
        }
        return said(line, cursor, address);
    }

    private static Outcome said(Line line, Cursor cursor, Address address) {
        if (cursor.sees(" max sender authentication errors (")) {
            return failed(line, address);
        }
        if (!cursor.skip(REFUSED) || !cursor.skipPast(FAILED)) {
            return HARMLESS;
        }
        cursor.skip(' ');
        if (cursor.sees("Connection lost to authentication server")
                || cursor.sees("Invalid authentication mechanism")
                || cursor.sees("generic failure")) {
            return OWN_FAULT;
        }
        return failed(line, address);
    }

    private static Outcome failed(Line line, Address address) {
        return line.loginFailed(address, null, "smtp", "authentication failed", 1);
    }

    private static Outcome offence(Line line, Cursor cursor, OffenceKind kind, Address address) {
        return line.offence(
                kind, address, Details.ofText(line.text(line.messageFrom(), cursor.end())));
    }

    /// `m1-25391-06124 `, if it is there.
    private static void skipId(Cursor cursor) {
        int start = cursor.at();
        if (cursor.peek() != '[') {
            skipWord(cursor);
            if (!cursor.skip(" [")) {
                cursor.moveTo(start);
                return;
            }
            cursor.moveTo(cursor.at() - 1);
        }
    }

    /// Skips words in brackets; true if one of them says that somebody tried to relay.
    private static boolean skipTags(Cursor cursor) {
        boolean relay = false;
        while (cursor.peek() == '[') {
            relay |= cursor.sees(RELAY);
            skipWord(cursor);
            if (!cursor.skip(' ')) {
                return false;
            }
        }
        return relay;
    }

    private static int skipWord(Cursor cursor) {
        int blank = cursor.find(' ');
        cursor.moveTo(blank < 0 ? cursor.end() : blank);
        return cursor.at();
    }
}
