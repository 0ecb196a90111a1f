package org.popauth.maillog.postfix;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.OWN_FAULT;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.popauth.events.Address;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.ToldFailures;

/// Lines of smtpd that begin with `warning: `: refused log-ins, rate limits, nonsense.
final class Warnings {

    private static final String[] LIMITS = {
        "Connection rate",
        "Connection concurrency",
        "Message delivery request rate",
        "Recipient address rate",
        "AUTH command rate",
        "New TLS session rate"
    };

    /// What old versions say of a client that talks mail where commands are expected.
    private static final String OF_MAIL = " sent message header instead of SMTP command: ";

    private final Connections connections;
    private final ToldFailures told;

    Warnings(Connections connections, ToldFailures told) {
        this.connections = connections;
        this.told = told;
    }

    Outcome read(Line line, Cursor cursor) {
        int start = cursor.at();
        if (cursor.skip("non-SMTP command from ") || cursor.skip("Illegal address syntax from ")) {
            return offence(line, cursor, start, OffenceKind.PROTOCOL_ABUSE);
        }
        for (var limit : LIMITS) {
            if (cursor.skip(limit)) {
                return exceeded(line, cursor, start);
            }
        }
        int behind = cursor.at();
        var peer = Peer.read(cursor);
        if (peer == null || peer.address() == null) {
            return HARMLESS;
        }
        if (cursor.sees(": request longer than ") || cursor.sees(OF_MAIL)) {
            cursor.moveTo(behind);
            return offence(line, cursor, start, OffenceKind.PROTOCOL_ABUSE);
        }
        if (!cursor.skip(": SASL ")) {
            return HARMLESS;
        }
        connections.loginTried(line, peer, peer.address());
        return login(line, cursor, peer.address());
    }

    /// ` limit exceeded: 31 from name[address] for service smtpd`.
    private Outcome exceeded(Line line, Cursor cursor, int start) {
        if (!cursor.skip(" limit exceeded: ") || cursor.number(9) < 0 || !cursor.skip(" from ")) {
            return HARMLESS;
        }
        return offence(line, cursor, start, OffenceKind.RATE_EXCEEDED);
    }

    private Outcome offence(Line line, Cursor cursor, int start, OffenceKind kind) {
        var peer = Peer.read(cursor);
        if (peer == null) {
            return new Outcome.Unparsable("Postfix: no name[address] after 'from'");
        }
        var address = peer.address();
        if (address == null) {
            return HARMLESS;
        }
        return connections.isFirst(line, peer, address, kind)
                ? line.offence(kind, address, Details.ofText(line.text(start, cursor.end())))
                : Outcome.Nothing.REPEATED;
    }

    /// `METHOD authentication failed: reason, sasl_username=user`; the last two may be missing.
    private Outcome login(Line line, Cursor cursor, Address address) {
        int blank = cursor.find(' ');
        if (blank < 0) {
            return HARMLESS;
        }
        cursor.moveTo(blank);
        if (!cursor.skip(" authentication failed")) {
            return HARMLESS;
        }
        int from = cursor.skip(": ") ? cursor.at() : cursor.end();
        if (cursor.sees("Connection lost to authentication server")
                || cursor.sees("Temporary authentication failure")
                || cursor.sees("generic failure")) {
            return OWN_FAULT;
        }
        if (cursor.sees("Invalid authentication mechanism")
                || cursor.sees("no mechanism available")) {
            return HARMLESS;
        }
        if (told.take(line, address)) {
            return REPEATED;
        }
        int name = cursor.find(", sasl_username=");
        int to = name < 0 ? cursor.end() : name;
        int user = name < 0 ? cursor.end() : name + ", sasl_username=".length();
        return line.loginFailed(
                address,
                line.textOrNull(user, cursor.end()),
                Role.service(line.program()),
                line.textOrNull(from, to),
                1);
    }
}
