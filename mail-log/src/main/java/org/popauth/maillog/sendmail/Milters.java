package org.popauth.maillog.sendmail;

import static org.popauth.events.OffenceKind.CONTENT_REFUSED;
import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;
import org.popauth.maillog.parser.Outcome;

/// Clients and mails that a milter refuses: `Milter: connect: host=name, addr=ADDRESS, reject=550
/// …`, and `Milter: data, reject=550 …`, before which `from=<s>, …, relay=name [address]` of the
/// same mail said whose it is.
///
/// A mail is forgotten with its first `to=`. That of a client that logged in, which newer versions
/// tell by `auth=`, counts against nobody.
final class Milters {

    private static final int MAILS_MAX = 4_096;
    private static final Duration IDLE_MAX = Duration.ofHours(1);
    private static final String ADDRESS = ", addr=";
    private static final String DAEMON = ", daemon=";

    private final Memory<Mail, Address> mails = new Memory<>(MAILS_MAX, IDLE_MAX);

    private record Mail(MailHost host, String queueId) {}

    /// Remembers who sent the mail that a line `from=…` tells of.
    void remember(Line line, Cursor cursor, int idFrom, int idTo) {
        if (idTo < 0 || !cursor.sees("from=")) {
            return;
        }
        byte[] bytes = cursor.bytes();
        int daemon = Bytes.lastIndexOf(bytes, cursor.at(), cursor.end(), DAEMON);
        boolean loggedIn =
                daemon >= 0
                        && Bytes.indexOf(bytes, daemon, cursor.end(), ", auth=") >= 0
                        && Bytes.indexOf(bytes, daemon, cursor.end(), ", auth=NONE") < 0;
        var relay = loggedIn || daemon < 0 ? null : Relay.readAtEnd(cursor);
        if (relay != null) {
            mails.put(mail(line, bytes, idFrom, idTo), relay.address(), line);
        }
    }

    void forget(Line line, Cursor cursor, int idFrom, int idTo) {
        if (!mails.isEmpty() && idTo >= 0 && cursor.sees("to=")) {
            mails.endIdle(line);
            mails.remove(mail(line, cursor.bytes(), idFrom, idTo));
        }
    }

    /// Reads what stands behind `Milter: `.
    Outcome read(Line line, Cursor cursor, int idFrom, int idTo) {
        if (cursor.skip("connect: host=")) {
            return ofConnection(line, cursor);
        }
        if (idTo < 0 || mails.isEmpty() || !cursor.skip("data, reject=5")) {
            return HARMLESS;
        }
        int textFrom = cursor.at() - 1;
        mails.endIdle(line);
        var address = mails.remove(mail(line, cursor.bytes(), idFrom, idTo));
        return address == null ? HARMLESS : refused(line, cursor, "DATA", address, textFrom);
    }

    /// The name in the DNS is the client's; behind the address nothing is.
    private static Outcome ofConnection(Line line, Cursor cursor) {
        int place = cursor.find(ADDRESS);
        int from = place + ADDRESS.length();
        int to = place < 0 ? -1 : Bytes.indexOf(cursor.bytes(), from, cursor.end(), ',');
        if (to < 0) {
            return HARMLESS;
        }
        cursor.moveTo(from);
        cursor.skip("IPv6:");
        var address = cursor.address(cursor.at(), to);
        cursor.moveTo(to);
        boolean forGood = cursor.sees(", reject=5") || cursor.sees(", rejecting commands");
        return address == null || !forGood
                ? HARMLESS
                : refused(line, cursor, "CONNECT", address, to + 2);
    }

    private static Outcome refused(
            Line line, Cursor cursor, String stage, Address address, int textFrom) {
        var text = line.text(textFrom, cursor.end());
        return line.offence(CONTENT_REFUSED, address, Details.ofStage(stage, text));
    }

    private static Mail mail(Line line, byte[] bytes, int from, int to) {
        return new Mail(line.host(), new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }

    @Nullable EventId oldest() {
        return mails.oldest();
    }
}
