package org.popauth.maillog.axigen;

import static org.popauth.maillog.parser.Outcome.Nothing.FIRST_HALF;
import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.bytes.Cursor;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;
import org.popauth.maillog.parser.OfHost;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads refused log-ins to the services of mail that Axigen logs: `IMAP:000C6BA: [192.0.2.1:993]
/// connection accepted from [ADDRESS:50000]`, then of the same session `IMAP:000C6BA:
/// Authentication error for user 'U': invalid credentials`.
///
/// A proxy before it may say later whose connection it is: `Remote address updated from '…' to
/// 'ADDRESS'`. Of its web pages nothing is read, whose clients may say so of themselves.
public final class AxigenParser implements Parser {

    private static final int ENTRIES_MAX = 16_384;
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);
    private static final String ACCEPTED = "] connection accepted from [";
    private static final String FAILED = "Authentication error for user '";
    private static final String REASON = "': invalid credentials";

    private final Memory<OfHost<String>, Address> open = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    @Override
    public String daemon() {
        return "axigen";
    }

    @Override
    public boolean reads(String program) {
        return program.equals("axigen");
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return open.oldest();
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        int from = cursor.at();
        var service = service(cursor);
        int to = cursor.find(": ");
        if (service == null || to < 0) {
            return HARMLESS;
        }
        cursor.moveTo(to + 2);
        if (cursor.skip('[')) {
            return accepted(line, cursor, from, to);
        }
        if (cursor.skip("Remote address updated from '")) {
            return updated(line, cursor, from, to);
        }
        return cursor.skip(FAILED) && !open.isEmpty()
                ? failed(line, cursor, open.get(key(line, from, to), line), service)
                : HARMLESS;
    }

    private static @Nullable String service(Cursor cursor) {
        if (cursor.skip("SMTP-IN:")) {
            return "smtp";
        }
        if (cursor.skip("IMAP:")) {
            return "imap";
        }
        return cursor.skip("POP3:") ? "pop3" : null;
    }

    private static OfHost<String> key(Line line, int from, int to) {
        return new OfHost<>(line.host(), line.text(from, to));
    }

    private Outcome accepted(Line line, Cursor cursor, int from, int to) {
        if (!cursor.skipPast(ACCEPTED)) {
            return HARMLESS;
        }
        int colon = Bytes.lastIndexOf(cursor.bytes(), cursor.at(), cursor.end(), ":");
        return remember(line, from, to, colon < 0 ? null : cursor.address(cursor.at(), colon));
    }

    private Outcome updated(Line line, Cursor cursor, int from, int to) {
        if (!cursor.skipPast("' to '")) {
            return HARMLESS;
        }
        int quote = cursor.find('\'');
        return remember(line, from, to, quote < 0 ? null : cursor.address(cursor.at(), quote));
    }

    private Outcome remember(Line line, int from, int to, @Nullable Address address) {
        if (address == null) {
            return HARMLESS;
        }
        open.put(key(line, from, to), address, line);
        return FIRST_HALF;
    }

    private static Outcome failed(
            Line line, Cursor cursor, @Nullable Address address, String service) {
        int from = cursor.at();
        int to = cursor.end() - REASON.length();
        boolean refused = to >= from && Bytes.matches(cursor.bytes(), to, cursor.end(), REASON);
        return address == null || !refused
                ? HARMLESS
                : line.loginFailed(
                        address, line.textOrNull(from, to), service, "invalid credentials", 1);
    }
}
