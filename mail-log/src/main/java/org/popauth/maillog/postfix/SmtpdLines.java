package org.popauth.maillog.postfix;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.ProgramReader;
import org.popauth.maillog.parser.ToldFailures;

/// Lines of smtpd.
final class SmtpdLines implements ProgramReader {

    private final Connections connections;
    private final Rejections rejections;
    private final Warnings warnings;

    SmtpdLines(Connections connections, Rejections rejections, ToldFailures told) {
        this.connections = connections;
        this.rejections = rejections;
        this.warnings = new Warnings(connections, told);
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        if (cursor.skip("connect from ")) {
            connections.end(line, null);
            return HARMLESS;
        }
        if (cursor.skip("disconnect from ")) {
            return disconnected(line, cursor);
        }
        if (cursor.skip("warning: ")) {
            return warnings.read(line, cursor);
        }
        if (cursor.skip("NOQUEUE: client=")) {
            return handedOn(line, cursor);
        }
        if (!cursor.sees("reject: ")) {
            QueueId.skip(cursor);
        }
        return readAction(line, cursor);
    }

    private Outcome readAction(Line line, Cursor cursor) {
        if (cursor.skip("reject: ")) {
            return rejections.readReject(line, cursor);
        }
        if (cursor.skip("client=")) {
            return accepted(line, cursor);
        }
        if (cursor.skip("milter-reject: ")) {
            return rejections.readMilterReject(line, cursor);
        }
        if (cursor.skip("proxy-reject: ")) {
            return rejections.readProxyReject(line, cursor);
        }
        if (cursor.skip("too many errors after ")
                || cursor.skip("improper command pipelining after ")
                || cursor.skip("bare <LF> received after ")) {
            return abuse(line, cursor);
        }
        return HARMLESS;
    }

    /// `STAGE from name[address]`, the stage perhaps with `(0 bytes)`; what follows is the
    /// client's.
    private Outcome abuse(Line line, Cursor cursor) {
        int start = line.messageFrom();
        int stageFrom = cursor.at();
        int stageTo = Stage.skip(cursor);
        if (stageTo < 0 || !Stage.skipFrom(cursor)) {
            return new Outcome.Unparsable("Postfix: no 'STAGE from' after what the client did");
        }
        var peer = Peer.read(cursor);
        if (peer == null) {
            return new Outcome.Unparsable("Postfix: no name[address] after 'from'");
        }
        if (saysOnlyGoodbye(cursor) || isGoodbye(cursor.bytes(), stageFrom, stageTo)) {
            return HARMLESS;
        }
        return rejections.offence(
                line,
                peer,
                OffenceKind.PROTOCOL_ABUSE,
                Details.ofStage(line.word(stageFrom, stageTo), line.text(start, cursor.end())));
    }

    /// True when the client did not wait before it said `QUIT`, which hurts nobody.
    private static boolean saysOnlyGoodbye(Cursor cursor) {
        int length = cursor.sees(": QUIT\\r\\n") ? 10 : 6;
        return cursor.sees(": QUIT") && cursor.at() + length == cursor.end();
    }

    /// True when it had said `QUIT`, behind which nobody listens any more.
    private static boolean isGoodbye(byte[] bytes, int stageFrom, int stageTo) {
        return Bytes.matches(bytes, stageFrom, stageTo, "QUIT");
    }

    /// `NOQUEUE: client=name[address]`: smtpd gives this mail to a filter before the queue
    /// (`smtpd_proxy_filter`), whose refusal does not name the client.
    private Outcome handedOn(Line line, Cursor cursor) {
        int start = cursor.at();
        var peer = Peer.read(cursor);
        if (peer != null && peer.address() != null && cursor.atEnd()) {
            connections.begin(line, peer, peer.address());
        }
        cursor.moveTo(start);
        return accepted(line, cursor);
    }

    /// `client=name[address], sasl_method=M, sasl_username=U`: somebody with a valid password.
    private static Outcome accepted(Line line, Cursor cursor) {
        var peer = Peer.read(cursor);
        if (peer == null || peer.address() == null) {
            return HARMLESS;
        }
        if (cursor.skip(", sasl_method=")) {
            int comma = cursor.find(',');
            cursor.moveTo(comma < 0 ? cursor.end() : comma);
        }
        if (!cursor.skip(", sasl_username=")) {
            return HARMLESS;
        }
        int from = cursor.at();
        int sender = cursor.find(", sasl_sender=");
        int to = sender < 0 ? cursor.end() : sender;
        return line.loginSucceeded(
                peer.address(), line.textOrNull(from, to), Role.service(line.program()), null);
    }

    /// `name[address] ehlo=1 auth=1/4 … commands=2/5`: one of four log-ins succeeded; counts the
    /// others, if no line told of them. Who it was is only read when there are others.
    private Outcome disconnected(Line line, Cursor cursor) {
        int start = cursor.at();
        int blank = cursor.find(' ');
        cursor.moveTo(blank < 0 ? cursor.end() : blank);
        if (failedLogins(cursor) == 0) {
            connections.end(line, null);
            return HARMLESS;
        }
        cursor.moveTo(start);
        var peer = Peer.read(cursor);
        boolean told = connections.end(line, peer);
        int failures = failedLogins(cursor);
        if (told || failures == 0 || peer == null || peer.address() == null) {
            return HARMLESS;
        }
        var counts = line.text(startOfWord(cursor), cursor.at());
        var service = Role.service(line.program());
        return line.loginFailed(peer.address(), null, service, counts, failures);
    }

    private static int failedLogins(Cursor cursor) {
        while (cursor.skip(' ')) {
            if (cursor.skip("auth=")) {
                int successes = cursor.number(4);
                int tries = successes >= 0 && cursor.skip('/') ? cursor.number(4) : -1;
                return isEndOfWord(cursor) ? Math.max(0, tries - successes) : 0;
            }
            int blank = Bytes.indexOf(cursor.bytes(), cursor.at(), cursor.end(), ' ');
            if (blank < 0) {
                return 0;
            }
            cursor.moveTo(blank);
        }
        return 0;
    }

    private static int startOfWord(Cursor cursor) {
        int at = cursor.at();
        while (cursor.bytes()[at - 1] != ' ') {
            at--;
        }
        return at;
    }

    private static boolean isEndOfWord(Cursor cursor) {
        return cursor.atEnd() || cursor.peek() == ' ';
    }
}
