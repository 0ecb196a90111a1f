package org.popauth.maillog.sendmail;

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

/// Recipients that do not exist: `<x>... User unknown`, and later, of the same mail, `from=<s>, …,
/// relay=name [address]`, which says whose they are.
final class UnknownRecipients {

    private static final int MAILS_MAX = 4_096;
    private static final Duration IDLE_MAX = Duration.ofHours(1);
    private static final String[] WORDS = {">... User unknown", ">... No such user here"};

    private final Memory<Mail, String> mails = new Memory<>(MAILS_MAX, IDLE_MAX);

    private record Mail(MailHost host, String queueId) {}

    Outcome note(Line line, Cursor cursor, int idFrom, int idTo) {
        byte[] bytes = cursor.bytes();
        for (var words : WORDS) {
            int at = cursor.end() - words.length();
            if (idTo > idFrom
                    && at > cursor.at()
                    && Bytes.matches(bytes, at, cursor.end(), words)) {
                var recipient = line.text(cursor.at() + 1, at);
                mails.put(mail(line, bytes, idFrom, idTo), recipient, line);
                return FIRST_HALF;
            }
        }
        return HARMLESS;
    }

    Outcome tell(Line line, Cursor cursor, int idFrom, int idTo) {
        if (mails.isEmpty() || idTo < 0 || !cursor.sees("from=")) {
            return HARMLESS;
        }
        mails.endIdle(line);
        var recipient = mails.remove(mail(line, cursor.bytes(), idFrom, idTo));
        var relay = recipient == null ? null : Relay.readAtEnd(cursor);
        if (relay == null) {
            return HARMLESS;
        }
        var details = new Details("RCPT", null, null, recipient, null, null, "User unknown", null);
        return line.offence(OffenceKind.RECIPIENT_UNKNOWN, relay.address(), details);
    }

    private static Mail mail(Line line, byte[] bytes, int from, int to) {
        return new Mail(line.host(), new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }

    @Nullable EventId oldest() {
        return mails.oldest();
    }
}
