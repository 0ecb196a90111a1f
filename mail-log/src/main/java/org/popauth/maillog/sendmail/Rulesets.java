package org.popauth.maillog.sendmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;
import static org.popauth.maillog.parser.Outcome.Nothing.NAME_LISTED;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.CountedKinds;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;

/// Refusals by rule sets: `ruleset=check_rcpt, arg1=<x>, relay=name [address], reject=550 5.7.1
/// <x>... Relaying denied`.
///
/// The argument is the client's and stands before the address. Sendmail prints it twice, there and
/// in the reply: where the two agree is where it ends, and when several places do, the last one. An
/// argument that is printed once is believed when only one place can be its end.
final class Rulesets {

    private static final String RELAY = ", relay=";
    private static final int PLACES_MAX = 64;

    private final CountedKinds counted;

    Rulesets(CountedKinds counted) {
        this.counted = counted;
    }

    Outcome read(Line line, Cursor cursor) {
        if (!cursor.skip("ruleset=check_")) {
            return HARMLESS;
        }
        int nameFrom = cursor.at();
        int comma = cursor.find(',');
        if (comma < 0) {
            return HARMLESS;
        }
        cursor.moveTo(comma);
        int argument = cursor.skip(", arg1=") ? cursor.at() : -1;
        int place = argument < 0 ? cursor.find(RELAY) : endOfArgument(cursor, argument);
        if (place < 0) {
            return HARMLESS;
        }
        cursor.moveTo(place + RELAY.length());
        var relay = Relay.read(cursor);
        if (relay == null || !cursor.skip(", reject=")) {
            return HARMLESS;
        }
        var stage = stage(line.text(nameFrom, comma));
        var text = argument < 0 ? null : withoutBrackets(line, cursor, argument, place);
        return judged(new Refusal(line, relay, stage, text, argument, place), cursor);
    }

    private record Refusal(
            Line line, Relay relay, String stage, @Nullable String argument, int from, int to) {

        @Nullable String recipient() {
            return stage.equals("RCPT") ? argument : null;
        }

        @Nullable String sender() {
            return stage.equals("MAIL") ? argument : null;
        }
    }

    private static String withoutBrackets(Line line, Cursor cursor, int from, int to) {
        byte[] bytes = cursor.bytes();
        boolean bracketed = to - from >= 2 && bytes[from] == '<' && bytes[to - 1] == '>';
        return bracketed ? line.text(from + 1, to - 1) : line.text(from, to);
    }

    private static String stage(String ruleset) {
        return switch (ruleset) {
            case "relay" -> "CONNECT";
            case "mail" -> "MAIL";
            case "rcpt", "compat" -> "RCPT";
            case "data", "eom" -> "DATA";
            default -> ruleset.toUpperCase(Locale.ROOT);
        };
    }

    private static int endOfArgument(Cursor cursor, int argument) {
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int first = Bytes.indexOf(bytes, argument, end, RELAY);
        int agreed = -1;
        int at = first;
        for (int places = 0; at >= 0 && places < PLACES_MAX; places++) {
            agreed = isRepeated(cursor, argument, at) ? at : agreed;
            at = Bytes.indexOf(bytes, at + 1, end, RELAY);
        }
        boolean isOnly = first >= 0 && Bytes.indexOf(bytes, first + 1, end, RELAY) < 0;
        return agreed < 0 && isOnly ? first : agreed;
    }

    /// True when the relay and a reply follow, and the reply begins with the same argument, and no
    /// other relay stands behind that: it would be the real one.
    private static boolean isRepeated(Cursor cursor, int argument, int place) {
        cursor.moveTo(place + RELAY.length());
        if (Relay.read(cursor) == null || !cursor.skip(", reject=")) {
            return false;
        }
        skipCode(cursor);
        byte[] bytes = cursor.bytes();
        int end = cursor.end();
        int length = place - argument;
        int copy = cursor.at();
        return copy + length <= end
                && Bytes.same(bytes, argument, copy, length)
                && Bytes.matches(bytes, copy + length, end, "... ")
                && Bytes.indexOf(bytes, copy + length, end, RELAY) < 0;
    }

    private static void skipCode(Cursor cursor) {
        while (Bytes.isDigit(cursor.peek()) || cursor.peek() == '.') {
            cursor.moveTo(cursor.at() + 1);
        }
        cursor.skip(' ');
        if (Bytes.isDigit(cursor.peek())) {
            skipCode(cursor);
        }
    }

    private Outcome judged(Refusal refusal, Cursor cursor) {
        int codeFrom = cursor.at();
        boolean isFinal = cursor.peek() == '5';
        skipCode(cursor);
        int codeTo = cursor.at() - 1;
        if (saysFull(cursor, codeFrom, codeTo)) {
            return HARMLESS;
        }
        int textFrom = cursor.at();
        skipArgument(refusal, cursor);
        var listing = isFinal ? Listing.read(cursor, refusal.relay.address()) : null;
        if (listing != null && !listing.isOfClient()) {
            return NAME_LISTED;
        }
        var kind = listing != null ? OffenceKind.RBL_LISTED : Words.kind(cursor, isFinal);
        if (kind == null) {
            return HARMLESS;
        }
        var line = refusal.line;
        var details =
                new Details(
                        refusal.stage,
                        line.textOrNull(codeFrom, codeTo),
                        refusal.sender(),
                        refusal.recipient(),
                        null,
                        listing == null ? null : line.textOrNull(listing.from(), listing.to()),
                        line.text(textFrom, cursor.end()),
                        null);
        return counted.offence(line, line.pid(), kind, refusal.relay.address(), details);
    }

    /// True for `552` and for `5.2.2`: the recipient's mailbox is full, for which no sender is to
    /// blame.
    private static boolean saysFull(Cursor cursor, int from, int to) {
        byte[] bytes = cursor.bytes();
        return Bytes.matches(bytes, from, to, "552")
                || Bytes.indexOf(bytes, from, to, "5.2.2") >= 0;
    }

    /// Skips `<x>... ` before the server's words: the argument as it was printed before, in angle
    /// brackets or, as some clients give it, without.
    private static void skipArgument(Refusal refusal, Cursor cursor) {
        if (refusal.argument == null) {
            return;
        }
        byte[] bytes = cursor.bytes();
        int copy = cursor.at();
        int length = refusal.to - refusal.from;
        if (Bytes.matches(bytes, copy + length, cursor.end(), "... ")
                && Bytes.same(bytes, refusal.from, copy, length)) {
            cursor.moveTo(copy + length + 4);
        } else if (cursor.peek() == '<') {
            cursor.skipPast(">... ");
        }
    }
}
