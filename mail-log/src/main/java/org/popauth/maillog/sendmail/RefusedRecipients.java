package org.popauth.maillog.sendmail;

import static org.popauth.events.OffenceKind.CONTENT_REFUSED;
import static org.popauth.events.OffenceKind.RECIPIENT_UNKNOWN;
import static org.popauth.maillog.parser.Outcome.Nothing.FIRST_HALF;
import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.events.OffenceKind;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Details;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;
import org.popauth.maillog.parser.Outcome;

/// Recipients that do not exist, `<x>... User unknown`, or that a milter refuses, `Milter: to=<x>,
/// reject=550 5.7.1 …`; and later, of the same mail, `from=<s>, …, relay=name [address]`, which
/// says who wanted them.
final class RefusedRecipients {

    private static final int MAILS_MAX = 4_096;
    private static final Duration IDLE_MAX = Duration.ofHours(1);
    private static final String REJECT = ">, reject=5";
    private static final String[] WORDS = {">... User unknown", ">... No such user here"};

    private final Memory<Mail, Refused> mails = new Memory<>(MAILS_MAX, IDLE_MAX);

    private record Mail(MailHost host, String queueId) {}

    private record Refused(OffenceKind kind, @Nullable String recipient, String text) {}

    Outcome note(Line line, Cursor cursor, int idFrom, int idTo) {
        byte[] bytes = cursor.bytes();
        for (var words : WORDS) {
            int at = cursor.end() - words.length();
            if (at > cursor.at() && Bytes.matches(bytes, at, cursor.end(), words)) {
                var recipient = line.text(cursor.at() + 1, at);
                var refused = new Refused(RECIPIENT_UNKNOWN, recipient, "User unknown");
                return note(line, cursor, idFrom, idTo, refused);
            }
        }
        return HARMLESS;
    }

    /// Reads what stands behind `Milter: `.
    Outcome noteOfMilter(Line line, Cursor cursor, int idFrom, int idTo) {
        if (!cursor.skip("to=<")) {
            return HARMLESS;
        }
        int recipient = cursor.at();
        int reject = cursor.find(REJECT);
        if (reject < 0) {
            return HARMLESS;
        }
        var text = line.text(reject + REJECT.length() - 1, cursor.end());
        var refused = new Refused(CONTENT_REFUSED, line.text(recipient, reject), text);
        return note(line, cursor, idFrom, idTo, refused);
    }

    private Outcome note(Line line, Cursor cursor, int idFrom, int idTo, Refused refused) {
        if (idTo <= idFrom) {
            return HARMLESS;
        }
        mails.put(mail(line, cursor.bytes(), idFrom, idTo), refused, line);
        return FIRST_HALF;
    }

    Outcome tell(Line line, Cursor cursor, int idFrom, int idTo) {
        if (mails.isEmpty() || idTo < 0 || !cursor.sees("from=")) {
            return HARMLESS;
        }
        mails.endIdle(line);
        var refused = mails.remove(mail(line, cursor.bytes(), idFrom, idTo));
        var relay = refused == null ? null : Relay.readAtEnd(cursor);
        if (refused == null || relay == null) {
            return HARMLESS;
        }
        var details =
                new Details("RCPT", null, null, refused.recipient, null, null, refused.text, null);
        return line.offence(refused.kind, relay.address(), details);
    }

    private static Mail mail(Line line, byte[] bytes, int from, int to) {
        return new Mail(line.host(), new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }

    @Nullable EventId oldest() {
        return mails.oldest();
    }
}
