package org.popauth.maillog.exim;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.NAME_LISTED;
import static org.popauth.maillog.parser.Outcome.Nothing.REPEATED;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.CountedKinds;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.ToldFailures;

/// Refusals by access lists: `H=CALLER F=<sender> rejected RCPT <recipient>: reason`; by
/// `local_scan` with the sender first. Behind the sender of somebody who has logged in stands `
/// A=…`; such lines are not read.
///
/// Whatever an access list refuses for good counts, in whatever words: what it cannot decide for
/// trouble of its own is `temporarily rejected`.
///
/// A sender that stands first is an address that Exim has parsed: what is not quoted in it holds no
/// blank. Otherwise both addresses of mail stand behind that of the client, and where they end
/// decides about the kind alone.
final class Refusals {

    private static final String REJECTED = " rejected ";

    private static final String NOT_VERIFIED = " sender verify fail for ";

    private final CountedKinds counted;

    /// Senders that do not exist, of which one line tells and then one for each recipient.
    private final ToldFailures notVerified = new ToldFailures();

    /// Refusals after which Exim may tell that it closed the connection.
    private final ToldFailures told;

    Refusals(CountedKinds counted, ToldFailures told) {
        this.counted = counted;
        this.told = told;
    }

    @Nullable EventId oldest() {
        return notVerified.oldest();
    }

    Outcome read(Line line, Cursor cursor, int pid) {
        boolean senderFirst = cursor.skip("F=");
        if (senderFirst && !(skipMailbox(cursor) && cursor.skip(' ')) || !cursor.sees("H=")) {
            return HARMLESS;
        }
        var caller = Caller.read(cursor);
        if (caller == null) {
            return new Outcome.Unparsable("Exim: no caller that can be told after 'H='");
        }
        if (!senderFirst && cursor.skip(NOT_VERIFIED)) {
            notVerified.count(line, caller.address());
            var refusal = new Refusal(line, pid, caller, null);
            int reason = cursor.at() - NOT_VERIFIED.length() + 1;
            return offence(refusal, OffenceKind.CONTENT_REFUSED, "MAIL", null, reason, null);
        }
        int senderFrom = cursor.at() + " F=".length();
        boolean hasSender = cursor.skip(" F=");
        if (hasSender && !skipMailbox(cursor)) {
            return HARMLESS;
        }
        int senderTo = cursor.at();
        if (!cursor.skip(REJECTED)) {
            return HARMLESS;
        }
        var sender = hasSender ? mailbox(line, cursor, senderFrom, senderTo) : null;
        return rejected(new Refusal(line, pid, caller, sender), cursor);
    }

    private record Refusal(Line line, int pid, Caller caller, @Nullable String sender) {}

    private Outcome rejected(Refusal refusal, Cursor cursor) {
        if (cursor.skip("after DATA: ") || cursor.skip("by local_scan(): ")) {
            return offence(refusal, OffenceKind.CONTENT_REFUSED, "DATA", null, cursor.at(), null);
        }
        if (cursor.skip("connection in \"connect\" ACL")) {
            cursor.skip(": ");
            return judged(refusal, cursor, "CONNECT", null);
        }
        int start = cursor.at();
        var stage = cursor.skip("RCPT ") ? "RCPT" : cursor.skip("MAIL ") ? "MAIL" : null;
        int from = cursor.at();
        if (stage == null || !skipMailbox(cursor) || !cursor.skip(": ")) {
            return offence(refusal, OffenceKind.CONTENT_REFUSED, stage, null, start, null);
        }
        int to = cursor.at() - ": ".length();
        return judged(refusal, cursor, stage, mailbox(refusal.line, cursor, from, to));
    }

    /// On the reason, at which the cursor stands.
    private Outcome judged(Refusal refusal, Cursor cursor, String stage, @Nullable String mailbox) {
        boolean ofSender = stage.equals("MAIL");
        var said =
                ofSender
                        ? new Refusal(refusal.line, refusal.pid, refusal.caller, mailbox)
                        : refusal;
        var recipient = ofSender ? null : mailbox;
        var listing = Listing.read(cursor, refusal.caller.address());
        if (listing != null) {
            var zone = refusal.line.textOrNull(listing.zoneFrom(), listing.zoneTo());
            return listing.isOfClient()
                    ? offence(said, OffenceKind.RBL_LISTED, stage, recipient, cursor.at(), zone)
                    : NAME_LISTED;
        }
        if (Reason.isOfNobody(cursor)) {
            return HARMLESS;
        }
        if (Reason.isOfSender(cursor) && notVerified.take(refusal.line, refusal.caller.address())) {
            return REPEATED;
        }
        return offence(said, Reason.kind(cursor), stage, recipient, cursor.at(), null);
    }

    private Outcome offence(
            Refusal refusal,
            OffenceKind kind,
            @Nullable String stage,
            @Nullable String recipient,
            int reason,
            @Nullable String zone) {
        var line = refusal.line;
        var caller = refusal.caller;
        var helo = line.textOrNull(caller.heloFrom(), caller.heloTo());
        var text = line.text(reason, line.message().end());
        told.count(line, caller.address());
        var details = new Details(stage, null, refusal.sender, recipient, helo, zone, text, null);
        return counted.offence(line, refusal.pid, kind, caller.address(), details);
    }

    private static String mailbox(Line line, Cursor cursor, int from, int to) {
        boolean bracketed = to > from && cursor.bytes()[from] == '<';
        return bracketed ? line.text(from + 1, to - 1) : line.text(from, to);
    }

    /// Skips `<mailbox>`, or one without brackets. A quoted local part may hold anything.
    static boolean skipMailbox(Cursor cursor) {
        boolean bracketed = cursor.skip('<');
        if (cursor.peek() == '"') {
            skipQuoted(cursor);
        }
        byte[] bytes = cursor.bytes();
        int at = cursor.at();
        while (at < cursor.end() && bytes[at] != ' ' && bytes[at] != '>' && bytes[at] != '"') {
            at++;
        }
        if (bracketed) {
            if (at >= cursor.end() || bytes[at] != '>') {
                return false;
            }
            at++;
        } else if (at > cursor.at() && bytes[at - 1] == ':') {
            at--;
        }
        cursor.moveTo(at);
        return true;
    }

    private static void skipQuoted(Cursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.at() + 1;
        while (at < cursor.end() && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        cursor.moveTo(Math.min(cursor.end(), at + 1));
    }
}
