package org.popauth.enforcer.reconcile;

import io.quarkus.logging.Log;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Diff;
import org.popauth.enforcer.desired.Entry;
import org.popauth.enforcer.desired.Folded;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.desired.Wanted;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.reconcile.Board.Work;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.MeasureState;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// Keeps one measure as the decisions say: changes what new decisions change, at once; looks at all
/// that holds, regularly, and repairs it. Each runs on a thread of its own, so that rebuilding a
/// table does not delay a drop.
public final class Keeper implements MeasureKeeper {

    /// Looking may take at most this part of the time, whatever the period.
    private static final int LOOK_SHARE = 10;

    /// So does changing what refuses: a drop and a log-in go first, on the same processors.
    private static final int REJECT_SHARE = 20;

    /// The longest that a change of what refuses waits for that.
    private static final Duration REST_MAX = Duration.ofMillis(500);

    /// So many foreign entries are told one by one.
    private static final int FOREIGN_TOLD_MAX = 1_000;

    private static final String FOREIGN =
            "it stood here although no decision says so; somebody else had added it";

    private final Place place;
    private final Board board;
    private final Supplier<Guard> guard;
    private final AgentClock clock;
    private final Duration lookEvery;
    private final Consumer<List<Effect>> told;
    private final Ledger ledger = new Ledger();

    private Map<Network, Entry> held = new HashMap<>();
    private Map<Integer, Long> seen = Map.of();
    private boolean prepared;

    /// False at the start and after a failure: what is believed to hold must be looked at first.
    private boolean sure;

    private boolean quiet = true;
    private long nextLookNanos = System.nanoTime();
    private long restUntilNanos = nextLookNanos;
    private @Nullable Instant waitingSince;
    private volatile MeasureReport report;

    /// @param guard the second gate, as it is now
    /// @param told what is called with what was done
    public Keeper(
            Place place,
            Board board,
            Supplier<Guard> guard,
            AgentClock clock,
            Duration lookEvery,
            Consumer<List<Effect>> told) {
        this.place = place;
        this.board = board;
        this.guard = guard;
        this.clock = clock;
        this.lookEvery = lookEvery;
        this.told = told;
        this.report = MeasureReport.atStart(place);
    }

    @Override
    public Measure measure() {
        return place.measure();
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
        board.rest(restUntilNanos - System.nanoTime());
        boolean work = board.await(measure(), seen, nextLookNanos - System.nanoTime());
        boolean due = nextLookNanos - System.nanoTime() <= 0;
        if (work || due) {
            long began = System.nanoTime();
            pass(due);
            long ended = System.nanoTime();
            restUntilNanos = ended + restNanos(ended - began);
            if (due) {
                nextLookNanos = ended + Math.max(lookEvery.toNanos(), (ended - began) * LOOK_SHARE);
            }
        }
    }

    private long restNanos(long took) {
        return measure() == Measure.REJECT ? Math.min(REST_MAX.toNanos(), took * REJECT_SHARE) : 0;
    }

    /// Does what there is to do.
    ///
    /// @param look whether it is time to look at what holds, too
    public void pass(boolean look) {
        if (!board.mayEnforce()) {
            attempt(Wanted.NONE, this::prepare);
        } else if (!sure) {
            change(board.work(measure()), true);
        } else {
            change(board.work(measure()), false);
            if (look && sure) {
                change(board.work(measure()), true);
            }
        }
    }

    private void prepare() {
        if (!prepared) {
            place.prepare(clock.now());
            prepared = true;
        }
    }

    private void change(Work work, boolean due) {
        boolean look = due || place.isTouched();
        boolean all = look || work.all() || !place.takesSingly(work.clients());
        seen = work.positions();
        if (waitingSince == null && (work.all() || !work.clients().isEmpty())) {
            waitingSince = clock.now();
        }
        var scope = all ? null : work.clients();
        var now = clock.now();
        var wanted =
                scope == null
                        ? board.wanted(measure(), now, guard.get())
                        : board.wanted(measure(), scope, now, guard.get());
        attempt(
                wanted,
                () -> {
                    prepare();
                    make(wanted, scope, look, now);
                    board.applied(measure(), work.positions());
                });
    }

    private void make(Wanted wanted, @Nullable Set<Client> scope, boolean look, Instant now) {
        var before = held;
        boolean known = sure && !quiet;
        if (look) {
            held = place.look(now);
        }
        var view = scope == null ? held : heldBy(scope);
        var diff = Diff.between(wanted.entries(), view, (it, found) -> place.same(it, found, now));
        place.apply(diff, wanted.entries(), now);
        diff.applyTo(held);
        var state = look ? stateFound(wanted, diff) : report.state();
        var lookedAt = look ? now : report.lookedAt();
        sure = true;
        waitingSince = null;
        report = new MeasureReport(place.backend(), state, lookedAt, null, null, place.problems());
        settle(wanted, scope, look ? absent(diff) : Set.of());
        if (look && known) {
            tellForeign(diff.extra(), before, now);
        }
    }

    /// Entries that neither stand nor stood here: whoever put them there opened a relay, or shut
    /// somebody out.
    private void tellForeign(List<Network> extra, Map<Network, Entry> before, Instant now) {
        var foreign =
                extra.stream()
                        .filter(network -> !before.containsKey(network))
                        .limit(FOREIGN_TOLD_MAX)
                        .map(network -> foreign(network, now))
                        .toList();
        if (!foreign.isEmpty()) {
            told.accept(foreign);
        }
    }

    private Effect foreign(Network network, Instant now) {
        return new Effect(
                now,
                measure(),
                new Client(network),
                0,
                Outcome.REPAIRED,
                place.backend(),
                null,
                "nobody: nothing was decided",
                null,
                FOREIGN);
    }

    private Map<Network, Entry> heldBy(Set<Client> scope) {
        var some = new HashMap<Network, Entry>();
        for (var client : scope) {
            var entry = held.get(client.network());
            if (entry != null) {
                some.put(client.network(), entry);
            }
        }
        return some;
    }

    /// The ends that a kernel counts down drift; the lines of a table do not.
    private Set<Network> absent(Diff diff) {
        var absent = new HashSet<Network>();
        diff.missing().forEach(entry -> absent.add(entry.network()));
        if (!place.takesSingleEntries()) {
            diff.changed().forEach(entry -> absent.add(entry.network()));
        }
        return absent;
    }

    private MeasureState stateFound(Wanted wanted, Diff diff) {
        int missing = absent(diff).size();
        int entries = wanted.entries().size();
        return new MeasureState(
                measure(), entries, entries - missing, missing, diff.extra().size());
    }

    private void settle(Wanted wanted, @Nullable Set<Client> scope, Set<Network> absent) {
        var tell =
                ledger.settle(
                        wanted, scope, absent, quiet, client -> board.last(measure(), client));
        tell(tell);
        quiet = false;
    }

    private void attempt(Wanted wanted, Runnable action) {
        try {
            action.run();
        } catch (CommandFailed | UncheckedIOException e) {
            fail(wanted, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            Log.errorf(e, "an error of the agent itself measure=%s", measure());
            fail(wanted, "an error of the agent itself: " + e);
        }
    }

    private void fail(Wanted wanted, String message) {
        sure = false;
        if (!message.equals(report.failure())) {
            Log.warnf("cannot enforce measure=%s: %s", measure(), message);
        }
        var problems = new ArrayList<>(place.problems());
        problems.add(measure() + ": " + message);
        report =
                new MeasureReport(
                        place.backend(),
                        report.state(),
                        report.lookedAt(),
                        waitingSince,
                        message,
                        problems);
        tell(ledger.fail(wanted, message));
    }

    private void tell(List<Ledger.Told> tell) {
        if (!tell.isEmpty()) {
            var now = clock.now();
            told.accept(tell.stream().map(it -> effect(it, now)).toList());
        }
    }

    private Effect effect(Ledger.Told it, Instant now) {
        var decision = it.decision();
        boolean timed = !quiet && it.outcome() != Outcome.REPAIRED && !clock.isFixed();
        boolean expired = it.outcome() == Outcome.LIFTED && decision instanceof Folded.Standing;
        return new Effect(
                now,
                measure(),
                decision.client(),
                decision.revision(),
                it.outcome(),
                place.backend(),
                decision instanceof Folded.Standing standing ? standing.until() : null,
                decision.because(),
                timed && !expired ? decision.observedAt() : null,
                expired ? "its time is over" : it.detail());
    }
}
