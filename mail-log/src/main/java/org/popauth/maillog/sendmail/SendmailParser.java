package org.popauth.maillog.sendmail;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.bytes.Origins;
import org.popauth.maillog.parser.CountedKinds;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads what Sendmail logs about clients, also under the names of its packages: `sendmail`,
/// `sm-mta`, `sm-acceptingconnections`.
public final class SendmailParser implements Parser {

    private static final int QUEUE_ID_MIN = 10;
    private static final int QUEUE_ID_MAX = 24;

    private final CountedKinds counted = new CountedKinds();
    private final RefusedRecipients refused = new RefusedRecipients();
    private final Milters milters = new Milters();
    private final Rulesets rulesets = new Rulesets(counted);
    private final Behaviour behaviour = new Behaviour(counted);

    @Override
    public String daemon() {
        return "sendmail";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("sendmail") || program.startsWith("sm-");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        int idFrom = cursor.at();
        int idTo = skipQueueId(cursor);
        cursor.mark(Origins.QUEUE_ID, idFrom, idTo);
        return switch (cursor.peek()) {
            case 'r' -> ofRuleset(line, cursor);
            case 'A' -> Authentication.read(line, cursor);
            case '<' -> refused.note(line, cursor, idFrom, idTo);
            case 'M' -> ofMilter(line, cursor, idFrom, idTo);
            case 'f' -> ofSender(line, cursor, idFrom, idTo);
            case 't' -> ofDelivery(line, cursor, idFrom, idTo);
            default -> behaviour.read(line, cursor);
        };
    }

    private Outcome ofMilter(Line line, Cursor cursor, int idFrom, int idTo) {
        if (!cursor.skip("Milter: ")) {
            return HARMLESS;
        }
        return cursor.sees("to=<")
                ? refused.noteOfMilter(line, cursor, idFrom, idTo)
                : milters.read(line, cursor, idFrom, idTo);
    }

    private Outcome ofSender(Line line, Cursor cursor, int idFrom, int idTo) {
        int start = cursor.at();
        var told = refused.tell(line, cursor, idFrom, idTo);
        if (told == HARMLESS) {
            cursor.moveTo(start);
            milters.remember(line, cursor, idFrom, idTo);
        }
        return told;
    }

    private Outcome ofDelivery(Line line, Cursor cursor, int idFrom, int idTo) {
        milters.forget(line, cursor, idFrom, idTo);
        return behaviour.read(line, cursor);
    }

    private Outcome ofRuleset(Line line, Cursor cursor) {
        var outcome = rulesets.read(line, cursor);
        return outcome == HARMLESS ? behaviour.read(line, cursor) : outcome;
    }

    /// Skips `s1P819mk027713: ` or `NOQUEUE: `; where it ends, -1 if none stands there.
    private static int skipQueueId(Cursor cursor) {
        if (cursor.skip("NOQUEUE: ")) {
            return -1;
        }
        byte[] bytes = cursor.bytes();
        int from = cursor.at();
        int at = from;
        while (at < cursor.end() && at - from < QUEUE_ID_MAX && Bytes.isLetterOrDigit(bytes[at])) {
            at++;
        }
        if (at - from < QUEUE_ID_MIN || !Bytes.matches(bytes, at, cursor.end(), ": ")) {
            return -1;
        }
        cursor.moveTo(at + 2);
        return at;
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return older(older(counted.oldest(), refused.oldest()), milters.oldest());
    }

    private static @Nullable EventId older(@Nullable EventId first, @Nullable EventId second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.compareTo(second) < 0 ? first : second;
    }
}
