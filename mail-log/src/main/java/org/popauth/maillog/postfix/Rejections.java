package org.popauth.maillog.postfix;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.NAME_LISTED;
import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;

import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Refusals: `STAGE from name[address]: 554 5.7.1 text; from=<…> to=<…> proto=… helo=<…>`.
final class Rejections {

    /// What RBLs answer, for every client, to a name server that asks too much or is not known:
    /// `127.255.255.254` and its like.
    private static final String[] NO_ANSWERS = {
        "; Error: ",
        "; Query Refused",
        "; https://www.spamhaus.org/returnc/",
        "; https://check.spamhaus.org/returnc/"
    };

    private static final String UNNAMED = "Service unavailable";
    private static final String LISTED = "Service unavailable; ";
    private static final String LISTING = "; Client host [";
    private static final int TITLE_BYTES_MAX = 64;

    private final Connections connections;

    Rejections(Connections connections) {
        this.connections = connections;
    }

    /// Counts an offence, unless the same kind was counted before in the connection.
    Outcome offence(Line line, Peer peer, OffenceKind kind, Details details) {
        var address = peer.address();
        if (address == null) {
            return HARMLESS;
        }
        return connections.isFirst(line, peer, address, kind)
                ? line.offence(kind, address, details)
                : Outcome.Nothing.REPEATED;
    }

    /// Reads what follows `reject: `.
    Outcome readReject(Line line, Cursor cursor) {
        int stageFrom = cursor.at();
        int stageTo = Stage.skip(cursor);
        if (stageTo < 0) {
            return HARMLESS;
        }
        var peer = cursor.skip(" from ") ? Peer.read(cursor) : null;
        if (peer == null || !cursor.skip(": ")) {
            return new Outcome.Unparsable("Postfix: no name[address] after the stage of a refusal");
        }
        if (peer.address() == null) {
            return HARMLESS;
        }
        var reply = Reply.read(cursor);
        if (reply.isOwnFault()) {
            return OWN_FAULT;
        }
        var refusal = new Refusal(line, stageFrom, stageTo, reply, peer, peer.address());
        if (!cursor.sees(UNNAMED)) {
            return skipTitle(cursor) ? listed(refusal, cursor) : judged(refusal, cursor);
        }
        var outcome = unnamed(refusal, cursor);
        return outcome == HARMLESS && cursor.skip(LISTED) ? listed(refusal, cursor) : outcome;
    }

    /// Skips the operator's words before `; Client host [`, if `default_rbl_reply` has others than
    /// Postfix's. What is the client's stands in brackets of some kind.
    private static boolean skipTitle(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int limit = Math.min(cursor.end(), cursor.at() + TITLE_BYTES_MAX);
        int at = cursor.at();
        while (at < limit && (Bytes.isLetterOrDigit(bytes[at]) || isOfTitle(bytes[at]))) {
            at++;
        }
        boolean isTitle = at > cursor.at() && Bytes.matches(bytes, at, cursor.end(), LISTING);
        if (isTitle) {
            cursor.moveTo(at + 2);
        }
        return isTitle;
    }

    private static boolean isOfTitle(byte b) {
        return b == ' ' || b == '.' || b == ',' || b == '-' || b == '!';
    }

    private record Refusal(
            Line line, int stageFrom, int stageTo, Reply reply, Peer peer, Address address) {

        Details details(Cursor cursor, Envelope envelope, @Nullable String zone) {
            return new Details(
                    line.word(stageFrom, stageTo),
                    reply.text(line),
                    envelope.sender(line),
                    envelope.recipient(line),
                    envelope.helo(line),
                    zone,
                    line.text(reply.textFrom(), envelope.textTo()),
                    envelope.user(line));
        }
    }

    /// `Client host [address] blocked using zone; reason`.
    private Outcome listed(Refusal refusal, Cursor cursor) {
        boolean ofClient =
                cursor.skip("Client host [") || cursor.skip("client [") || cursor.skip("[");
        int close = cursor.find(']');
        if (close < 0) {
            return HARMLESS;
        }
        var what = ofClient ? cursor.address(cursor.at(), close) : null;
        cursor.moveTo(close);
        if (!cursor.skip("] blocked using ")) {
            return HARMLESS;
        }
        if (!refusal.address().equals(what)) {
            return NAME_LISTED;
        }
        int zoneFrom = cursor.at();
        int zoneTo = endOfZone(cursor);
        if (refusesToAnswer(cursor, zoneTo)) {
            return OWN_FAULT;
        }
        var envelope = Envelope.read(cursor);
        var zone = refusal.line().textOrNull(zoneFrom, zoneTo);
        return offence(
                refusal.line(),
                refusal.peer(),
                OffenceKind.RBL_LISTED,
                refusal.details(cursor, envelope, zone));
    }

    /// True when the RBL's text is no reason but says that it does not answer our name server.
    private static boolean refusesToAnswer(Cursor cursor, int zoneTo) {
        for (var words : NO_ANSWERS) {
            if (Bytes.matches(cursor.bytes(), zoneTo, cursor.end(), words)) {
                return true;
            }
        }
        return false;
    }

    private static int endOfZone(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        while (at < cursor.end() && bytes[at] != ';' && bytes[at] != ',' && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    private Outcome judged(Refusal refusal, Cursor cursor) {
        var envelope = Envelope.read(cursor);
        var verdict = verdict(refusal, cursor, envelope);
        var kind = verdict.kind();
        if (envelope.userFrom() >= 0 && isOfStrangers(kind)) {
            return HARMLESS;
        }
        return kind == null
                ? verdict.nothing()
                : offence(
                        refusal.line(),
                        refusal.peer(),
                        kind,
                        refusal.details(cursor, envelope, null));
    }

    /// True for what a mail program of a logged-in user does, too: a greeting of bad form, a mail
    /// that the operator's policy refuses.
    private static boolean isOfStrangers(@Nullable OffenceKind kind) {
        return kind == OffenceKind.PROTOCOL_ABUSE || kind == OffenceKind.CONTENT_REFUSED;
    }

    private static Verdict verdict(Refusal refusal, Cursor cursor, Envelope envelope) {
        if (cursor.sees("Protocol error") || cursor.sees("bare <LF> received")) {
            return new Verdict(OffenceKind.PROTOCOL_ABUSE, HARMLESS);
        }
        if (refusal.reply().saysNotServed() && cursor.sees("Service currently unavailable")) {
            return new Verdict(OffenceKind.CONTENT_REFUSED, HARMLESS);
        }
        if (cursor.sees("too many connections")) {
            return new Verdict(OffenceKind.RATE_EXCEEDED, HARMLESS);
        }
        if (cursor.sees("all server ports busy") || cursor.sees("all screening ports busy")) {
            return Verdict.ownFault();
        }
        if (cursor.sees("Client host rejected: cannot find your ")) {
            return Verdict.ofPolicy(refusal.reply().isPermanent());
        }
        if (!Subject.skip(cursor, refusal.peer(), envelope)) {
            return Verdict.harmless();
        }
        var phrase = Phrase.at(cursor.bytes(), cursor.at(), cursor.end());
        if (phrase == null) {
            return Verdict.harmless();
        }
        cursor.moveTo(cursor.at() + phrase.length());
        return Verdict.on(phrase, refusal.reply(), cursor);
    }

    /// `554 5.7.1 Service unavailable` and nothing else: what is left of an RBL's refusal when
    /// `rbl_reply_maps` hides the zone, or the refusal of a policy server that gives no cause.
    private Outcome unnamed(Refusal refusal, Cursor cursor) {
        var envelope = Envelope.read(cursor);
        boolean isOnly = cursor.at() + UNNAMED.length() == envelope.textTo();
        return isOnly && refusal.reply().saysPolicy()
                ? offence(
                        refusal.line(),
                        refusal.peer(),
                        OffenceKind.CONTENT_REFUSED,
                        refusal.details(cursor, envelope, null))
                : HARMLESS;
    }

    /// Reads what follows `milter-reject: `.
    Outcome readMilterReject(Line line, Cursor cursor) {
        int stageFrom = cursor.at();
        int stageTo = Stage.skip(cursor);
        var peer = stageTo >= 0 && cursor.skip(" from ") ? Peer.read(cursor) : null;
        if (peer == null || !cursor.skip(": ")) {
            return new Outcome.Unparsable("Postfix: no name[address] in a milter's refusal");
        }
        var reply = Reply.read(cursor);
        var address = peer.address();
        if (address == null || !reply.isRefusal() || reply.code() == 454) {
            return HARMLESS;
        }
        var refusal = new Refusal(line, stageFrom, stageTo, reply, peer, address);
        var envelope = Envelope.read(cursor);
        if (envelope.userFrom() >= 0) {
            return HARMLESS;
        }
        var details = refusal.details(cursor, envelope, null);
        return line.program().endsWith(Role.CLEANUP.suffix())
                ? line.offence(OffenceKind.CONTENT_REFUSED, address, details)
                : offence(line, peer, OffenceKind.CONTENT_REFUSED, details);
    }

    /// Reads what follows `proxy-reject: `: `END-OF-MESSAGE: 554 5.7.1 text; from=<…> …`, in which
    /// the client is not named.
    Outcome readProxyReject(Line line, Cursor cursor) {
        int stageFrom = cursor.at();
        int stageTo = Stage.skip(cursor);
        var client = stageTo < 0 ? null : connections.client(line);
        if (client == null || !cursor.skip(": ")) {
            return HARMLESS;
        }
        var reply = Reply.read(cursor);
        if (!reply.isPermanent()
                || !connections.isFirst(line, null, client, OffenceKind.CONTENT_REFUSED)) {
            return HARMLESS;
        }
        var envelope = Envelope.read(cursor);
        var details =
                new Details(
                        line.word(stageFrom, stageTo),
                        reply.text(line),
                        envelope.sender(line),
                        envelope.recipient(line),
                        envelope.helo(line),
                        null,
                        line.text(reply.textFrom(), envelope.textTo()),
                        envelope.user(line));
        return line.offence(OffenceKind.CONTENT_REFUSED, client, details);
    }
}
