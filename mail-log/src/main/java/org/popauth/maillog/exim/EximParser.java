package org.popauth.maillog.exim;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.maillog.bytes.Bytes;
import org.popauth.maillog.parser.CountedKinds;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;
import org.popauth.maillog.parser.ToldFailures;

/// Reads what Exim logs about clients that it refuses, in its main log, its reject log and syslog.
public final class EximParser implements Parser {

    private final CountedKinds counted = new CountedKinds();
    private final Prefix prefix = new Prefix();
    private final ToldFailures told = new ToldFailures();
    private final Refusals refusals = new Refusals(counted, told);
    private final Protocol protocol = new Protocol(counted, told);

    @Override
    public String daemon() {
        return "exim";
    }

    @Override
    public boolean reads(String program) {
        return program.startsWith("exim");
    }

    @Override
    public Outcome read(Line line) {
        var cursor = line.message();
        int pid = prefix.skip(line, cursor);
        int start = cursor.at();
        var outcome =
                switch (cursor.peek()) {
                    case 'H', 'F' -> refusals.read(line, cursor, pid);
                    case 'S', 'C', 'r' -> protocol.read(line, cursor, pid);
                    case 'u' -> protocol.unqualified(line, cursor, pid);
                    case '<' -> Arrival.read(line, cursor);
                    default -> HARMLESS;
                };
        cursor.moveTo(start);
        if (outcome != HARMLESS || !Bytes.isLetterOrDigit(cursor.peek())) {
            return outcome;
        }
        return Authentication.read(line, cursor);
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return earlier(earlier(counted.oldest(), refusals.oldest()), told.oldest());
    }

    private static @Nullable EventId earlier(@Nullable EventId one, @Nullable EventId other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
