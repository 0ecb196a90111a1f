package org.popauth.enforcer.reconcile;

import io.quarkus.logging.Log;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Roster;
import org.popauth.enforcer.reconcile.DropBatch.Teller;
import org.popauth.enforcer.reconcile.DropBatch.Told;

/// Tells of what looks made to hold. Few are told when the look is over. Many, as at a start with a
/// million, are told by a thread of its own while the host is protected already, and then slowly,
/// so that no decision waits for it: each keeps a note until it was told, so no memory is needed.
/// Whatever ends or replaces such a decision tells of it first.
///
/// One thread calls it; it starts another.
final class Untold implements DropBatch.Notes {

    /// So many are told at once.
    private static final int FEW = 1_000;

    private static final int SLICE = 250;

    /// Telling many takes at most this part of the time.
    private static final int SHARE = 4;

    /// And at most this one while decisions come in.
    private static final int SHARE_BESIDE = 16;

    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final Roster<Standing> applied;
    private final Audience audience;
    private final Teller teller;
    private final UntoldParts parts;
    private final BooleanSupplier closed;

    private final int[] counts = new int[Roster.PARTS];
    private final Instant[] since = new Instant[Roster.PARTS];
    private int count;
    private boolean telling;

    /// True when something was decided since the last slice was told.
    private volatile boolean decided;

    /// @param applied what this host was made to drop
    /// @param audience whom the teller tells
    /// @param parts what earlier agents left
    /// @param closed becomes true when no more must be told
    Untold(
            Roster<Standing> applied,
            Audience audience,
            Teller teller,
            UntoldParts parts,
            BooleanSupplier closed) {
        this.applied = applied;
        this.audience = audience;
        this.teller = teller;
        this.parts = parts;
        this.closed = closed;
    }

    private static int partOf(Standing it) {
        return Roster.partOf(it.high(), it.low(), it.prefixLength());
    }

    /// True when an earlier agent may have made it hold without telling.
    synchronized boolean wasLeft(Standing standing) {
        return parts.wasLeft(partOf(standing));
    }

    /// Should the agent be killed once it holds, the next one knows that it must be told.
    @Override
    public synchronized void expect(List<Standing> some) {
        if (count + some.size() > FEW) {
            var touched = new BitSet(Roster.PARTS);
            some.forEach(it -> touched.set(partOf(it)));
            for (int part = 0; part < Roster.PARTS; part++) {
                touched.set(part, touched.get(part) || counts[part] > 0);
            }
            parts.add(touched);
        }
    }

    @Override
    public synchronized void note(Tale tale, List<Standing> some, Instant now) {
        for (var it : some) {
            tellFirst(it);
            tale.leaveAt(it);
            int part = partOf(it);
            since[part] = now;
            counts[part]++;
            count++;
        }
    }

    /// Tells what is untold of a decision that something else is to be told of.
    void tellFirst(Standing it) {
        if (Tale.isLeftAt(it)) {
            tell(List.of(it));
        }
    }

    /// Something was decided: telling takes less of the time.
    void giveWay() {
        decided = true;
    }

    /// A look is over: what it made to hold is told, now or soon.
    void lookIsOver() {
        synchronized (this) {
            parts.leftIsKnown();
            if (telling) {
                return;
            }
            telling = count > FEW;
        }
        if (telling) {
            Thread.ofVirtual().name("agent-untold").start(this::tellAll);
        } else {
            tellFew();
        }
    }

    private void tellFew() {
        for (int part = next(0), last = -1; part > last; last = part, part = next(part + 1)) {
            tellPart(part, false);
        }
    }

    private void tellAll() {
        try {
            for (int part = next(0); part >= 0 && !closed.getAsBoolean(); part = next(part + 1)) {
                tellPart(part, true);
            }
        } catch (RuntimeException e) {
            Log.error("cannot tell what is dropped; trying again after the next look", e);
            endTelling();
        }
    }

    private synchronized void endTelling() {
        telling = false;
    }

    /// The next part in which something is untold; after the last one the first again.
    ///
    /// @return -1 when all was told
    private synchronized int next(int from) {
        for (int i = 0; i < Roster.PARTS; i++) {
            int part = (from + i) % Roster.PARTS;
            if (counts[part] > 0 || parts.contains(part)) {
                return part;
            }
        }
        telling = false;
        return -1;
    }

    private void tellPart(int part, boolean slowly) {
        var slice = new ArrayList<Standing>(SLICE);
        for (var it : applied.part(part)) {
            if (Tale.isLeftAt(it)) {
                slice.add(it);
            }
            if (slice.size() == SLICE) {
                tell(slice, slowly);
            }
        }
        tell(slice, slowly);
        isTold(part, slowly);
    }

    private void tell(List<Standing> slice, boolean slowly) {
        await(slowly ? audience::hasRoom : () -> true);
        long began = System.nanoTime();
        if (!slice.isEmpty() && !closed.getAsBoolean()) {
            tell(slice);
        }
        slice.clear();
        if (slowly) {
            int share = decided ? SHARE_BESIDE : SHARE;
            decided = false;
            LockSupport.parkNanos(Math.max(1, System.nanoTime() - began) * (share - 1));
        }
    }

    private void isTold(int part, boolean slowly) {
        await(slowly ? audience.receipt() : () -> true);
        synchronized (this) {
            if (counts[part] == 0 && !closed.getAsBoolean()) {
                parts.remove(part);
            }
        }
    }

    private void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && !closed.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /// The notes are taken away afterwards: what could not be told is told later.
    private synchronized void tell(List<Standing> some) {
        var told = new ArrayList<Told>(some.size());
        var at = Instant.MIN;
        for (var it : some) {
            if (Tale.isLeftAt(it)) {
                told.add(Tale.of(it));
                at = since[partOf(it)];
            }
        }
        if (!told.isEmpty()) {
            teller.tell(told, at);
            some.forEach(this::forget);
        }
    }

    private void forget(Standing it) {
        if (Tale.isLeftAt(it)) {
            Tale.takeFrom(it);
            counts[partOf(it)]--;
            count--;
        }
    }
}
