package org.popauth.enforcer.standing;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Roster;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.events.Measure;

/// Writes down what stands, when it has changed, so that it holds after a restart until the
/// decisions have been read again. Writing takes at most a twentieth of the time, and of much, as
/// of a million, a quarter while it is at it, so that no decision waits for it. At the start it
/// waits, for a minute at most, until what was read holds.
public final class RememberStanding implements Runnable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration WRITE_AT_LEAST_EVERY = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int SHARE = 20;
    private static final int SHARE_MEANWHILE = 4;
    private static final long WORTH_A_REST_NANOS = 500_000;

    private final StandingFile file;
    private final String host;
    private final Board board;
    private final AgentClock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long written = -1;
    private long busyNanos;
    private long nextNanos = System.nanoTime();
    private long forceNanos = System.nanoTime() + PATIENCE.toNanos();
    private volatile @Nullable String problem;

    public RememberStanding(StandingFile file, String host, Board board, AgentClock clock) {
        this.file = file;
        this.host = host;
        this.board = board;
        this.clock = clock;
    }

    /// Tells the board what stood before the restart. A damaged file is reported and left alone
    /// until there is something better to write.
    public void recall() {
        if (!file.exists()) {
            return;
        }
        try {
            board.remember(file::read);
        } catch (DamagedFile e) {
            problem = e.getMessage();
            Log.warnf("%s; nothing is remembered", e.getMessage());
        }
    }

    /// What keeps it from writing, in words; null when nothing does.
    public @Nullable String problem() {
        return problem;
    }

    @Override
    public void run() {
        try {
            while (!stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                boolean changed = board.version() != written && now - nextNanos >= 0;
                if ((changed && board.isSettled()) || now - forceNanos >= 0) {
                    write();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }

    /// Makes [#run()] write for the last time and return.
    public void stop() {
        stopped.countDown();
    }

    /// Writes, unless not everything is known yet.
    void write() {
        if (!board.isCaughtUp()) {
            return;
        }
        busyNanos = 0;
        try {
            long version = board.version();
            file.write(host, board.knownAt(), this::tell);
            written = version;
            problem = null;
        } catch (IOException e) {
            var message = "cannot write " + file + ": " + e.getMessage();
            if (!message.equals(problem)) {
                Log.warn(message);
            }
            problem = message;
        }
        nextNanos = System.nanoTime() + busyNanos * SHARE;
        forceNanos = nextNanos + WRITE_AT_LEAST_EVERY.toNanos();
    }

    private void tell(BiConsumer<Measure, Standing> to) {
        long now = clock.now().toEpochMilli();
        for (var measure : Measure.values()) {
            for (int part = 0; part < Roster.PARTS; part++) {
                long began = System.nanoTime();
                for (var it : board.all(measure).part(part)) {
                    if (it instanceof Standing standing && standing.untilMillis() > now) {
                        to.accept(measure, standing);
                    }
                }
                rest(System.nanoTime() - began);
            }
        }
    }

    /// Lets others work, unless everything is to stop.
    private void rest(long tookNanos) {
        busyNanos += tookNanos;
        try {
            if (tookNanos > WORTH_A_REST_NANOS) {
                stopped.await(tookNanos * (SHARE_MEANWHILE - 1), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
