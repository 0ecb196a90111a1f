package org.popauth.maillog.exim;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.CountedKinds;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.ToldFailures;

/// Breaches of the protocol, and connections refused because there are too many.
final class Protocol {

    /// What stands between the command, which is the client's, and the caller.
    private static final String BEHIND_COMMAND = "\" H=";

    private final CountedKinds counted;
    private final ToldFailures told;

    /// @param told refusals that other lines have told of
    Protocol(CountedKinds counted, ToldFailures told) {
        this.counted = counted;
        this.told = told;
    }

    Outcome read(Line line, Cursor cursor, int pid) {
        int start = cursor.at();
        if (cursor.skip(
                "SMTP protocol synchronization error (input sent without waiting for "
                        + "greeting): rejected connection from ")) {
            return offence(line, cursor, pid, OffenceKind.PREGREET);
        }
        if (cursor.skip("SMTP protocol synchronization error (")
                || cursor.skip("SMTP protocol error in \"")
                || cursor.skip("SMTP syntax error in \"")) {
            return behindCommand(line, cursor, pid);
        }
        if (cursor.skip("SMTP call from ")) {
            return followed(line, cursor, pid, " dropped: too many ", OffenceKind.PROTOCOL_ABUSE);
        }
        if (cursor.skip("rejected EHLO from ") || cursor.skip("rejected HELO from ")) {
            return followed(
                    line, cursor, pid, ": syntactically invalid ", OffenceKind.PROTOCOL_ABUSE);
        }
        if (cursor.skip("rejected from ")) {
            return abandoned(line, cursor, pid);
        }
        if (cursor.skip("SMTP connection ") && skipConnection(cursor) && cursor.skip("from ")) {
            return dropped(line, cursor, pid);
        }
        if (cursor.skip("refused connection from ")) {
            return refusedOutright(line, cursor, pid);
        }
        cursor.moveTo(start);
        return cursor.skip("Connection from ") ? tooMany(line, cursor, pid) : HARMLESS;
    }

    /// The command may hold the text of the line; so there must be one place only where it may end,
    /// or the caller must be followed by nothing but words of the server.
    private Outcome behindCommand(Line line, Cursor cursor, int pid) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int first = Bytes.indexOf(bytes, cursor.at(), end, BEHIND_COMMAND);
        int last = Bytes.lastIndexOf(bytes, cursor.at(), end, BEHIND_COMMAND);
        if (first < 0) {
            return HARMLESS;
        }
        cursor.moveTo(last + 2);
        if (first == last) {
            return offence(line, cursor, pid, OffenceKind.PROTOCOL_ABUSE);
        }
        var caller = Caller.read(cursor);
        return caller != null && endsWith(cursor, " AUTH command used when not advertised")
                ? offence(line, pid, OffenceKind.PROTOCOL_ABUSE, caller)
                : new Outcome.Unparsable("Exim: where the client's command ends cannot be told");
    }

    private static boolean endsWith(Cursor cursor, String words) {
        return cursor.skip(words) && cursor.atEnd();
    }

    /// `<mailbox> H=CALLER: Non-CRLF-terminated header, …`, with which a client tries to smuggle a
    /// mail; a mail that is abandoned for other reasons, such as its size, does not count.
    private Outcome abandoned(Line line, Cursor cursor, int pid) {
        boolean named = Refusals.skipMailbox(cursor) && cursor.skip(' ') && cursor.sees("H=");
        return named
                ? followed(
                        line,
                        cursor,
                        pid,
                        ": Non-CRLF-terminated header",
                        OffenceKind.PROTOCOL_ABUSE)
                : HARMLESS;
    }

    private Outcome followed(Line line, Cursor cursor, int pid, String words, OffenceKind kind) {
        var caller = Caller.read(cursor);
        if (caller == null) {
            return unparsable();
        }
        return cursor.skip(words) ? offence(line, pid, kind, caller) : HARMLESS;
    }

    /// Skips the number of the connection, `Ci=4711 `, if it is there.
    private static boolean skipConnection(Cursor cursor) {
        return !cursor.skip("Ci=") || (cursor.number(9) >= 0 && cursor.skip(' '));
    }

    /// ` closed by DROP in ACL`, which counts unless another line has told why.
    private Outcome dropped(Line line, Cursor cursor, int pid) {
        var caller = Caller.read(cursor);
        if (caller == null || !endsWith(cursor, " closed by DROP in ACL")) {
            return HARMLESS;
        }
        return told.take(line, caller.address())
                ? REPEATED
                : offence(line, pid, OffenceKind.CONTENT_REFUSED, caller);
    }

    /// `[address]:port (host_reject_connection)`.
    private Outcome refusedOutright(Line line, Cursor cursor, int pid) {
        var caller = Caller.read(cursor);
        if (caller == null) {
            return unparsable();
        }
        boolean isPolicy =
                endsWith(cursor, " (host_reject_connection)")
                        || endsWith(cursor, " (tcp wrappers)");
        return isPolicy ? offence(line, pid, OffenceKind.CONTENT_REFUSED, caller) : HARMLESS;
    }

    /// `recipient rejected: <mailbox> H=CALLER`, of an address of mail without a domain.
    Outcome unqualified(Line line, Cursor cursor, int pid) {
        boolean isRejected =
                cursor.skip("unqualified recipient rejected: ")
                        || cursor.skip("unqualified sender rejected: ");
        return isRejected && Refusals.skipMailbox(cursor) && cursor.skip(' ') && cursor.sees("H=")
                ? offence(line, cursor, pid, OffenceKind.PROTOCOL_ABUSE)
                : HARMLESS;
    }

    /// `[address]:port refused: too many connections`, of all clients or `from that IP address`.
    private Outcome tooMany(Line line, Cursor cursor, int pid) {
        var caller = Caller.read(cursor);
        if (caller == null || !cursor.skip(" refused: too many connections")) {
            return HARMLESS;
        }
        return cursor.sees(" from that IP address")
                ? offence(line, pid, OffenceKind.RATE_EXCEEDED, caller)
                : OWN_FAULT;
    }

    private Outcome offence(Line line, Cursor cursor, int pid, OffenceKind kind) {
        var caller = Caller.read(cursor);
        return caller == null ? unparsable() : offence(line, pid, kind, caller);
    }

    private Outcome offence(Line line, int pid, OffenceKind kind, Caller caller) {
        var message = line.message();
        var text = line.text(message.at(), message.end());
        return counted.offence(line, pid, kind, caller.address(), Details.ofText(text));
    }

    private static Outcome unparsable() {
        return new Outcome.Unparsable("Exim: no caller that can be told");
    }
}
