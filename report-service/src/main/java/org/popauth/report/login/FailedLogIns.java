package org.popauth.report.login;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts the failed log-ins of each remote address in a window of time, so that guessing is slow.
/// Bounded: of too many addresses the one that failed first is forgotten.
final class FailedLogIns {

    /// After this many failures an address is refused unheard until the window is over.
    static final int FAILURES_MAX = 10;

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int ADDRESSES_MAX = 10_000;

    private final Map<String, Failures> byAddress =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > ADDRESSES_MAX;
                }
            };

    /// True when the address has failed too often lately.
    synchronized boolean tooMany(String address, Instant now) {
        var failures = byAddress.get(address);
        if (failures == null) {
            return false;
        }
        if (failures.areOver(now)) {
            byAddress.remove(address);
            return false;
        }
        return failures.count >= FAILURES_MAX;
    }

    synchronized void failed(String address, Instant now) {
        byAddress.merge(
                address,
                new Failures(now, 1),
                (known, first) ->
                        known.areOver(now) ? first : new Failures(known.since, known.count + 1));
    }

    synchronized void succeeded(String address) {
        byAddress.remove(address);
    }

    private record Failures(Instant since, int count) {

        boolean areOver(Instant now) {
            return !now.isBefore(since.plus(WINDOW));
        }
    }
}
