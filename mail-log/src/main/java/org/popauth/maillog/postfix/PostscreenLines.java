package org.popauth.maillog.postfix;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.ProgramReader;

/// Lines of postscreen.
final class PostscreenLines implements ProgramReader {

    private final Connections connections;
    private final Rejections rejections;

    PostscreenLines(Connections connections, Rejections rejections) {
        this.connections = connections;
        this.rejections = rejections;
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (cursor.skip("CONNECT from ")
                || cursor.skip("DISCONNECT ")
                || cursor.skip("PASS NEW ")
                || cursor.skip("PASS OLD ")) {
            return ended(line, cursor);
        }
        if (cursor.skip("PREGREET ")) {
            return afterSoLong(line, cursor);
        }
        if (cursor.skip("DNSBL rank ")) {
            return ranked(line, cursor);
        }
        if (cursor.skip("NOQUEUE: reject: ")) {
            return rejections.readReject(line, cursor);
        }
        if (cursor.skip("COMMAND TIME LIMIT from ")
                || cursor.skip("COMMAND COUNT LIMIT from ")
                || cursor.skip("COMMAND LENGTH LIMIT from ")
                || cursor.skip("COMMAND PIPELINING from ")
                || cursor.skip("NON-SMTP COMMAND from ")
                || cursor.skip("BARE NEWLINE from ")) {
            return offence(line, cursor, OffenceKind.PROTOCOL_ABUSE);
        }
        return HARMLESS;
    }

    private Outcome ended(Line line, Cursor cursor) {
        var peer = Peer.read(cursor);
        if (peer != null) {
            connections.end(line, peer);
        }
        return HARMLESS;
    }

    /// `14 after 0.08 from [address]:port: what the client said`.
    private Outcome afterSoLong(Line line, Cursor cursor) {
        if (cursor.number(9) < 0 || !cursor.skip(" after ")) {
            return unparsable();
        }
        while (Bytes.isDigit(cursor.peek()) || cursor.peek() == '.') {
            cursor.moveTo(cursor.at() + 1);
        }
        return cursor.skip(" from ") ? offence(line, cursor, OffenceKind.PREGREET) : unparsable();
    }

    /// `2 for [address]:port`.
    private Outcome ranked(Line line, Cursor cursor) {
        return cursor.number(9) >= 0 && cursor.skip(" for ")
                ? offence(line, cursor, OffenceKind.DNSBL_RANKED)
                : unparsable();
    }

    private Outcome offence(Line line, Cursor cursor, OffenceKind kind) {
        var peer = Peer.read(cursor);
        if (peer == null) {
            return unparsable();
        }
        var text = line.text(line.messageFrom(), cursor.end());
        return rejections.offence(line, peer, kind, Details.ofText(text));
    }

    private static Outcome unparsable() {
        return new Outcome.Unparsable("Postfix: postscreen's line has no [address]:port");
    }
}
