package org.popauth.enforcer.reconcile;

import io.quarkus.logging.Log;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Fence;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.desired.Roster;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.OpenConnections;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.MeasureState;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// Keeps the firewall as the decisions say: changes what new decisions change, at once; looks at
/// all that is dropped, regularly, and repairs it. A million clients need little more memory than
/// their decisions: what the kernel says is compared while it is read. What is decided meanwhile is
/// changed in between, and waits for no look.
///
/// While few are dropped everything is looked at each time. While many are, the rules and sets are
/// looked at each time, and of the dropped clients one part after the other, as many as a tenth of
/// the time allows; whatever is found missing makes it look at all at once.
public final class DropKeeper implements MeasureKeeper {

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
    private final Turns turns;
    private final Listings listings;

    private Map<Integer, Long> seen = Map.of();
    private List<Network> allowed = List.of();
    private boolean prepared;

    /// False at the start and after a failure: everything must be looked at first.
    private boolean sure;

    /// Too much was decided to be looked at singly.
    private boolean overrun;

    private int mark;
    private int foundLast = Integer.MAX_VALUE;
    private long nextLookNanos = System.nanoTime();
    private @Nullable Instant waitingSince;
    private @Nullable String disorder;
    private Instant disorderAt = Instant.MIN;
    private volatile MeasureReport report;

    /// Whom it tells.
    ///
    /// @param effects is told what was done
    /// @param disturbed is called with what somebody changed in the firewall, once repaired
    /// @param untold what earlier agents did without telling
    public record Listeners(Audience effects, Consumer<String> disturbed, UntoldParts untold) {}

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
        this.ledger = new DropLedger(firewall, connections, board, guard, clock, listeners);
        this.batch = ledger.batch();
        this.turns = new Turns(firewall.parts(), lookEvery);
        this.listings = new Listings(firewall, ledger, clock, this::serve);
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
                : Math.clamp(tookNanos * Turns.SHARE, period, period * PERIODS_MAX);
    }

    /// Does what there is to do.
    ///
    /// @param look whether it is time to look at what is dropped, too
    void pass(boolean look) {
        if (!board.mayEnforce()) {
            attempt(Set.of(), () -> prepare(false));
            return;
        }
        var clients = take();
        attempt(
                clients,
                () -> {
                    if (sure && !clients.isEmpty()) {
                        work(clients);
                    }
                    if (!sure || overrun || look) {
                        prepare(false);
                        look(!sure || overrun);
                    }
                    board.applied(Measure.DROP, seen);
                });
    }

    private Set<Client> take() {
        var work = board.work(Measure.DROP);
        seen = work.positions();
        overrun |= work.all();
        if (waitingSince == null && (work.all() || !work.clients().isEmpty())) {
            waitingSince = clock.now();
        }
        return work.clients();
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

    /// Changes what was decided meanwhile.
    ///
    /// @return true when there was something
    private boolean serve() {
        if (!sure || overrun || !board.isBehind(Measure.DROP, seen)) {
            return false;
        }
        var clients = take();
        if (!clients.isEmpty()) {
            batch.flush(clock.now()); // what is found of them from now on is what holds
            work(clients);
        }
        if (!overrun) {
            board.applied(Measure.DROP, seen);
        }
        return true;
    }

    private void look(boolean all) {
        overrun = false;
        var look = begin();
        boolean few = !all && foundLast <= FEW && board.all(Measure.DROP).size() <= FEW;
        var wrong = few ? listings.all(look.sweep) : listings.disorder(look.sweep);
        if (wrong.isPresent()) {
            look = putInOrder(wrong.get(), few);
        }
        boolean whole = all || few || wrong.isPresent();
        int missing = 0;
        for (int i = whole ? turns.all() : turns.some(); i > 0; i--) {
            int part = turns.next();
            long began = System.nanoTime();
            if (!few && !listings.part(part, look.sweep, whole)) {
                turns.again(part);
                break;
            }
            missing += compare(part, look, wrong.isPresent(), began);
        }
        batch.flush(clock.now());
        foundLast = whole ? look.sweep.found() : foundLast;
        ledger.lookIsOver();
        if (few) {
            wrong.ifPresent(disturbed);
        }
        int wanted = turns.wanted();
        int extra = look.sweep.extra();
        done(new MeasureState(Measure.DROP, wanted, wanted - missing, missing, extra), look.now);
        if (missing > 0 && !whole) {
            look(true);
        }
    }

    /// Mends what somebody changed. That is told once everybody is dropped again, and told of; but
    /// with many at once: each of them is told of when it is.
    private Look putInOrder(String wrong, boolean few) {
        batch.clear();
        prepare(true);
        var look = begin();
        disorder = "somebody changed the firewall at " + look.now + ": " + wrong + "; put in order";
        disorderAt = look.now;
        if (few) {
            listings.all(look.sweep);
        } else {
            disturbed.accept(wrong);
        }
        return look;
    }

    /// One look.
    private record Look(Sweep sweep, Fence fence, Instant now) {}

    private Look begin() {
        var now = clock.now();
        var fence = guard.get().fence();
        mark = mark % MARKS + 1;
        return new Look(ledger.sweep(fence, mark, now, firewall.endsByItself()), fence, now);
    }

    /// Compares the decisions of a part with what was listed there.
    ///
    /// @param began when it was begun to list them
    /// @return how many were missing
    private int compare(int part, Look look, boolean disturbance, long began) {
        int wanted = 0;
        int missing = 0;
        for (int some = part; some < Roster.PARTS; some += firewall.parts()) {
            board.prune(Measure.DROP, some, look.now);
            for (var it : board.all(Measure.DROP).part(some)) {
                if (it instanceof Standing standing && holds(standing, look)) {
                    wanted++;
                    missing += ledger.meet(standing, disturbance) ? 1 : 0;
                }
            }
            ledger.end(some, look.fence, look.now);
            if (batch.isFull()) {
                batch.flush(clock.now());
            }
            serve();
        }
        turns.took(part, wanted, System.nanoTime() - began);
        return missing;
    }

    private boolean holds(Standing standing, Look look) {
        if (!standing.holdsAt(look.now.toEpochMilli())) {
            return false;
        }
        if (look.fence.protects(standing)) {
            ledger.refuse(standing);
            return false;
        }
        return true;
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
