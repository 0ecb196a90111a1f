package org.popauth.enforcer.reconcile;

import java.time.Duration;
import java.util.Arrays;

/// Which parts of the firewall are looked at next, and how many: while there are many dropped
/// clients, as many as a tenth of the time allows. Remembers how many clients each part must drop.
final class Turns {

    /// Looking may take at most this part of the time, whatever the period.
    static final int SHARE = 10;

    private final int[] wanted;
    private final long budgetNanos;
    private int next;
    private long nanosPerPart;

    Turns(int parts, Duration lookEvery) {
        this.wanted = new int[parts];
        this.budgetNanos = lookEvery.toNanos() / SHARE;
    }

    int all() {
        return wanted.length;
    }

    /// How many can be looked at now; at least one.
    int some() {
        long parts = nanosPerPart == 0 ? 1 : budgetNanos / nanosPerPart;
        return (int) Math.clamp(parts, 1, wanted.length);
    }

    /// The part whose turn it is.
    int next() {
        int part = next;
        next = (part + 1) % wanted.length;
        return part;
    }

    /// It could not be looked at: its turn comes again.
    void again(int part) {
        next = part;
    }

    /// A part was looked at.
    void took(int part, int wantedThere, long nanos) {
        wanted[part] = wantedThere;
        nanosPerPart = Math.max(1, nanos);
    }

    /// How many must be dropped, as far as it is known.
    int wanted() {
        return Arrays.stream(wanted).sum();
    }
}
