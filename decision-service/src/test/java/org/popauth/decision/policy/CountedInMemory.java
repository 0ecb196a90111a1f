package org.popauth.decision.policy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Counts of a circuit breaker for as long as a test runs.
final class CountedInMemory implements CircuitBreaker.Tallies {

    private final Map<String, CircuitBreaker.Tally> tallies = new HashMap<>();

    @Override
    public CircuitBreaker.Tally of(String scope, Instant minute) {
        return tallies.computeIfAbsent(scope + "@" + minute, key -> new Counted());
    }

    private static final class Counted implements CircuitBreaker.Tally {
        private int admitted;

        @Override
        public int admitted() {
            return admitted;
        }

        @Override
        public void admit() {
            admitted++;
        }

        @Override
        public void hold() {}
    }
}
