package org.popauth.maillog.sendmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.CountedKinds;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// What a client does: it talks before its turn, asks who has mailboxes, tries too much.
final class Behaviour {

    private final CountedKinds counted;

    Behaviour(CountedKinds counted) {
        this.counted = counted;
    }

    Outcome read(Line line, Cursor cursor) {
        int start = cursor.at();
        if (cursor.skip("rejecting commands from ")) {
            var relay = Relay.readTwice(cursor);
            return relay != null && cursor.skip(" due to pre-greeting traffic")
                    ? offence(line, start, OffenceKind.PREGREET, relay)
                    : HARMLESS;
        }
        if (cursor.skip("Relaying denied. IP name lookup failed ")) {
            var relay = Relay.read(cursor);
            return relay != null && cursor.atEnd()
                    ? offence(line, start, OffenceKind.RELAY_DENIED, relay)
                    : HARMLESS;
        }
        if (cursor.skip("tcpwrappers (")) {
            return byWrappers(line, cursor, start);
        }
        if (!isName(cursor)) {
            return HARMLESS;
        }
        var relay = Relay.read(cursor);
        if (relay == null || !cursor.skip(": ")) {
            return HARMLESS;
        }
        if (cursor.sees("Possible SMTP RCPT flood")) {
            return offence(line, start, OffenceKind.RATE_EXCEEDED, relay);
        }
        return cursor.sees("possible SMTP attack: ")
                        || cursor.sees("probable open proxy: ")
                        || isRefusedQuestion(cursor)
                ? offence(line, start, OffenceKind.PROTOCOL_ABUSE, relay)
                : HARMLESS;
    }

    /// `name, address) rejection`.
    private Outcome byWrappers(Line line, Cursor cursor, int start) {
        int close = cursor.end() - ") rejection".length();
        int name = cursor.find(", ");
        var address = name < 0 || name > close ? null : cursor.address(name + 2, close);
        return address != null && Bytes.matches(cursor.bytes(), close, cursor.end(), ") rejection")
                ? offence(line, start, OffenceKind.CONTENT_REFUSED, new Relay(address, close))
                : HARMLESS;
    }

    /// True when a word without blanks and an opening bracket follow.
    private static boolean isName(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        while (at < cursor.end() && bytes[at] != ' ' && bytes[at] != '[') {
            at++;
        }
        return Bytes.matches(bytes, at, cursor.end(), "[")
                || Bytes.matches(bytes, at, cursor.end(), " [");
    }

    private static boolean isRefusedQuestion(Cursor cursor) {
        boolean isQuestion =
                cursor.sees("EXPN ")
                        || cursor.sees("expn ")
                        || cursor.sees("VRFY ")
                        || cursor.sees("vrfy ");
        int end = cursor.end() - " [rejected]".length();
        return isQuestion && Bytes.matches(cursor.bytes(), end, cursor.end(), " [rejected]");
    }

    private Outcome offence(Line line, int from, OffenceKind kind, Relay relay) {
        var text = line.text(from, line.message().end());
        return counted.offence(line, line.pid(), kind, relay.address(), Details.ofText(text));
    }
}
