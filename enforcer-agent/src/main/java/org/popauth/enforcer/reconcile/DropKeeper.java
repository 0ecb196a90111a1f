package org.popauth.enforcer.reconcile;

import io.quarkus.logging.Log;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Fence;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.OpenConnections;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.MeasureState;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// Keeps the firewall as the decisions say: changes what new decisions change, at once; looks at
/// all that is dropped, regularly, and repairs it. A million clients need little more memory than
/// their decisions: what the kernel says is compared while it is read.
///
/// While few are dropped everything is looked at each time. While many are, the rules and sets are
/// looked at each time, and of the dropped clients one part after the other, as many as a tenth of
/// the time allows; whatever is found missing makes it look at all at once.
public final class DropKeeper implements MeasureKeeper {

    /// Looking may take at most this part of the time, whatever the period.
    private static final int LOOK_SHARE = 10;

    /// The longest pause between two looks.
    private static final int PERIODS_MAX = 6;

    /// Up to so many are looked at in one go.
    private static final int FEW = 20_000;

    private static final int MARKS = 120;
    private static final Duration REPORT_DISORDER_FOR = Duration.ofMinutes(1);

    private final Firewall firewall;
    private final Board board;
    private final Supplier<Guard> guard;
    private final AgentClock clock;
    private final Duration lookEvery;
    private final Consumer<String> disturbed;
    private final @Nullable OpenConnections connections;
    private final DropLedger ledger;
    private final DropBatch batch;

    private Map<Integer, Long> seen = Map.of();
    private List<Network> allowed = List.of();
    private boolean prepared;

    /// False at the start and after a failure: everything must be looked at first.
    private boolean sure;

    private int mark;
    private int nextPart;
    private int foundLast = Integer.MAX_VALUE;
    private long nanosPerPart;
    private long nextLookNanos = System.nanoTime();
    private @Nullable Instant waitingSince;
    private @Nullable String disorder;
    private Instant disorderAt = Instant.MIN;
    private volatile MeasureReport report;

    /// Whom it tells.
    ///
    /// @param effects is called with what was done
    /// @param disturbed is called with what somebody changed in the firewall, once repaired
    public record Listeners(Consumer<List<Effect>> effects, Consumer<String> disturbed) {}

    /// @param guard the second gate, as it is now
    /// @param connections ends open ones of a client that is dropped; null to leave them alone
    public DropKeeper(
            Firewall firewall,
            @Nullable OpenConnections connections,
            Board board,
            Supplier<Guard> guard,
            AgentClock clock,
            Duration lookEvery,
            Listeners listeners) {
        this.firewall = firewall;
        this.connections = connections;
        this.board = board;
        this.guard = guard;
        this.clock = clock;
        this.lookEvery = lookEvery;
        this.disturbed = listeners.disturbed();
        this.ledger =
                new DropLedger(
                        firewall,
                        connections,
                        board.all(Measure.DROP),
                        guard,
                        clock,
                        listeners.effects());
        this.batch = ledger.batch();
        this.report = report(new MeasureState(Measure.DROP, 0, 0, 0, 0), null, null);
    }

    @Override
    public Measure measure() {
        return Measure.DROP;
    }

    @Override
    public MeasureReport report() {
        return report;
    }

    /// Works until the board is closed. What holds stays.
    @Override
    public void run() {
        try {
            while (!board.isClosed()) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws InterruptedException {
        boolean work = board.await(Measure.DROP, seen, nextLookNanos - System.nanoTime());
        boolean due = nextLookNanos - System.nanoTime() <= 0;
        if (work || due) {
            long began = System.nanoTime();
            pass(due);
            if (due) {
                nextLookNanos = System.nanoTime() + pause(System.nanoTime() - began);
            }
        }
    }

    /// Longer than the period only while many are dropped, and then not much: a look that took long
    /// because the host was busy must not put off the next one.
    private long pause(long tookNanos) {
        long period = lookEvery.toNanos();
        return board.all(Measure.DROP).size() <= FEW
                ? period
                : Math.clamp(tookNanos * LOOK_SHARE, period, period * PERIODS_MAX);
    }

    /// Does what there is to do.
    ///
    /// @param look whether it is time to look at what is dropped, too
    void pass(boolean look) {
        if (!board.mayEnforce()) {
            attempt(Set.of(), () -> prepare(false));
            return;
        }
        var work = board.work(Measure.DROP);
        seen = work.positions();
        if (waitingSince == null && !work.clients().isEmpty()) {
            waitingSince = clock.now();
        }
        attempt(
                work.clients(),
                () -> {
                    if (sure && !look) {
                        work(work.clients());
                    } else {
                        prepare(false);
                        look(!sure);
                    }
                    board.applied(Measure.DROP, work.positions());
                });
    }

    private void prepare(boolean again) {
        var networks = guard.get().networks();
        if (!prepared || again || !networks.equals(allowed)) {
            firewall.prepare(networks, clock.now());
            allowed = networks;
            prepared = true;
        }
    }

    private void work(Collection<Client> clients) {
        var now = clock.now();
        var fence = guard.get().fence();
        for (var client : clients) {
            ledger.consider(client, board.all(Measure.DROP).get(client), fence, now);
            if (batch.isFull()) {
                batch.flush(now);
            }
        }
        batch.flush(now);
        done(report.state(), report.lookedAt());
    }

    private void look(boolean all) {
        var now = clock.now();
        board.prune(now);
        var fence = guard.get().fence();
        var sweep = sweep(fence, now);
        var looked = new boolean[firewall.parts()];
        var wrong = lookAt(sweep, looked, all, now);
        if (wrong.isPresent()) {
            batch.clear();
            prepare(true);
            sweep = sweep(fence, now);
            lookAtParts(sweep, looked, looked.length, now);
            repaired(wrong.get(), now);
        }
        var count = compare(sweep, looked, fence, wrong.isPresent(), now);
        ledger.end(fence, now);
        batch.flush(now);
        if (isWhole(looked)) {
            foundLast = sweep.found();
        }
        ledger.speak();
        done(count, now);
        if (count.missing() > 0 && !isWhole(looked)) {
            look(true);
        }
    }

    private Sweep sweep(Fence fence, Instant now) {
        mark = mark % MARKS + 1;
        return ledger.sweep(fence, mark, now, firewall.endsByItself());
    }

    /// @return what is not in order
    private Optional<String> lookAt(Sweep sweep, boolean[] looked, boolean all, Instant now) {
        if (!all && foundLast <= FEW && board.all(Measure.DROP).size() <= FEW) {
            Arrays.fill(looked, true);
            return firewall.look(now, sweep);
        }
        var wrong = firewall.disorder();
        if (wrong.isEmpty()) {
            long budget = lookEvery.toNanos() / LOOK_SHARE;
            long parts = nanosPerPart == 0 ? 1 : budget / nanosPerPart;
            int some = (int) Math.clamp(parts, 1, looked.length);
            lookAtParts(sweep, looked, all ? looked.length : some, now);
        }
        return wrong;
    }

    private void lookAtParts(Sweep sweep, boolean[] looked, int parts, Instant now) {
        for (int i = 0; i < parts; i++) {
            long began = System.nanoTime();
            int part = nextPart;
            firewall.look(part, clock.now(), sweep);
            looked[part] = true;
            nextPart = (part + 1) % looked.length;
            nanosPerPart = Math.max(1, System.nanoTime() - began);
            if (batch.isFull()) {
                batch.flush(now);
            }
        }
    }

    private static boolean isWhole(boolean[] looked) {
        for (boolean it : looked) {
            if (!it) {
                return false;
            }
        }
        return true;
    }

    /// Adds what the sweep did not meet, and counts.
    private MeasureState compare(
            Sweep sweep, boolean[] looked, Fence fence, boolean disturbance, Instant now) {
        int wanted = 0;
        int missing = 0;
        long millis = now.toEpochMilli();
        for (var it : board.all(Measure.DROP)) {
            if (!(it instanceof Standing standing) || !standing.holdsAt(millis)) {
                continue;
            }
            if (fence.protects(standing)) {
                ledger.refuse(standing);
                continue;
            }
            wanted++;
            int part = firewall.partOf(it.high(), it.low(), it.prefixLength());
            if (looked[part] && ledger.meet(standing, mark, disturbance)) {
                missing++;
            }
            if (batch.isFull()) {
                batch.flush(now);
            }
        }
        return new MeasureState(Measure.DROP, wanted, wanted - missing, missing, sweep.extra());
    }

    private void repaired(String wrong, Instant now) {
        disorder = "somebody changed the firewall at " + now + ": " + wrong + "; put in order";
        disorderAt = now;
        disturbed.accept(wrong);
    }

    private void done(MeasureState state, @Nullable Instant lookedAt) {
        sure = true;
        waitingSince = null;
        report = report(state, lookedAt, null);
    }

    private MeasureReport report(
            MeasureState state, @Nullable Instant lookedAt, @Nullable String failure) {
        var problems = new ArrayList<>(firewall.problems());
        if (connections != null && connections.problem() != null) {
            problems.add(connections.problem());
        }
        if (disorder != null && disorderAt.plus(REPORT_DISORDER_FOR).isAfter(clock.now())) {
            problems.add(disorder);
        }
        if (failure != null) {
            problems.add(Measure.DROP + ": " + failure);
        }
        return new MeasureReport(firewall.name(), state, lookedAt, waitingSince, failure, problems);
    }

    private void attempt(Collection<Client> clients, Runnable action) {
        try {
            action.run();
        } catch (CommandFailed | UncheckedIOException e) {
            fail(clients, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            Log.errorf(e, "an error of the agent itself measure=%s", Measure.DROP);
            fail(clients, "an error of the agent itself: " + e);
        }
    }

    private void fail(Collection<Client> clients, String message) {
        sure = false;
        if (!message.equals(report.failure())) {
            Log.warnf("cannot enforce measure=%s: %s", Measure.DROP, message);
        }
        report = report(report.state(), report.lookedAt(), message);
        ledger.fail(clients, message, clock.now());
    }
}
