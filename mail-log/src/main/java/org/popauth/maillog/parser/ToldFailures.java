package org.popauth.maillog.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;

/// Failures that one program has told of, so that another that tells of the same does not count
/// them again.
///
/// Dovecot's authentication process tells of each (with `auth_verbose`), its log-in process sums
/// them up, and Postfix, for which it checks passwords, tells of each of its own; PAM tells before
/// all of them. Each that was told can be taken once, so that never fewer count than the one
/// program or the other has told of.
public final class ToldFailures {

    private static final int ENTRIES_MAX = 16_384;
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);

    private final Memory<OfHost<Address>, int[]> counted = new Memory<>(ENTRIES_MAX, IDLE_MAX);

    /// Notes one failure.
    public void count(Line line, Address address) {
        var key = new OfHost<>(line.host(), address);
        var known = counted.get(key, line);
        if (known == null) {
            counted.put(key, new int[] {line.times()}, line);
        } else {
            known[0] += line.times();
        }
    }

    /// How many of so many failures have not been counted yet; the others are forgotten.
    public int notYetCounted(Line line, Address address, int failures) {
        if (counted.isEmpty()) {
            return failures;
        }
        var key = new OfHost<>(line.host(), address);
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

    /// True when it was told of a failure; it is forgotten.
    public boolean take(Line line, Address address) {
        return notYetCounted(line, address, 1) == 0;
    }

    /// The oldest line whose failure another may still tell of; null if there is none.
    public @Nullable EventId oldest() {
        return counted.oldest();
    }
}
