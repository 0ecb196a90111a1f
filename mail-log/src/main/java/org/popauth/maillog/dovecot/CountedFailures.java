package org.popauth.maillog.dovecot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.events.MailHost;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Memory;

/// Failures that lines of the authentication process have told of, so that the line with which the
/// log-in process sums them up does not count them again.
final class CountedFailures {

    private static final int ENTRIES_MAX = 16_384;
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);

    private final Memory<Key, int[]> counted = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    private record Key(MailHost host, Address address) {}

    /// Notes one failure.
    void count(Line line, Address address) {
        var key = new Key(line.host(), address);
        var known = counted.get(key, line);
        if (known == null) {
            counted.put(key, new int[] {line.times()}, line);
        } else {
            known[0] += line.times();
        }
    }

    /// How many of so many failures have not been counted yet; the others are forgotten.
    int notYetCounted(Line line, Address address, int failures) {
        if (counted.isEmpty()) {
            return failures;
        }
        var key = new Key(line.host(), address);
        var known = counted.get(key, line);
        if (known == null) {
            return failures;
        }
        int before = Math.min(known[0], failures);
        known[0] -= before;
        if (known[0] == 0) {
            counted.remove(key);
        }
        return failures - before;
    }

    @Nullable EventId oldest() {
        return counted.oldest();
    }
}
