package org.popauth.enforcer.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Fence;
import org.popauth.enforcer.desired.Folded;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.desired.Roster;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.Firewall.Change;
import org.popauth.enforcer.firewall.OpenConnections;
import org.popauth.enforcer.firewall.Ttl;
import org.popauth.enforcer.reconcile.DropBatch.Told;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// Decides, for one dropped client after the other, what to change and what to tell, and remembers
/// what this host was made to drop, so that each decision is told once.
final class DropLedger {

    /// So many failures are told one by one.
    private static final int FAILURES_TOLD_MAX = 1_000;

    private final Roster<Folded> decisions;
    private final Supplier<Guard> guard;
    private final AgentClock clock;
    private final TellAside aside;
    private final String backend;
    private final Roster<Standing> applied = new Roster<>();
    private final Roster<Standing> refused = new Roster<>();
    private final Roster<Standing> failed = new Roster<>();
    private final Untold untold;
    private final DropBatch batch;

    /// Whose dropping was changed since the listing began that is being read.
    private final Set<Network> touched = new HashSet<>();

    /// The number of the last look.
    private int mark;

    /// True until the first look is over: what was found in place is not told again.
    private boolean quiet = true;

    DropLedger(
            Firewall firewall,
            @Nullable OpenConnections connections,
            Board board,
            Supplier<Guard> guard,
            AgentClock clock,
            DropKeeper.Listeners listeners) {
        this.decisions = board.all(Measure.DROP);
        this.guard = guard;
        this.clock = clock;
        this.backend = firewall.name();
        var audience = listeners.effects();
        this.aside = new TellAside(audience::tell);
        this.untold =
                new Untold(
                        applied,
                        audience,
                        (some, at) -> audience.tell(effects(some, at)),
                        listeners.untold(),
                        board::isClosed);
        this.batch =
                new DropBatch(
                        firewall,
                        connections,
                        applied,
                        // Not before it was done: the time is when it held.
                        (some, _) -> tell(some, clock.now()),
                        untold);
    }

    /// What is to be done.
    DropBatch batch() {
        return batch;
    }

    /// Compares what is dropped with what must be.
    Sweep sweep(Fence fence, int mark, Instant now, boolean timed) {
        this.mark = mark;
        long millis = now.toEpochMilli();
        return new Sweep(decisions, applied, fence, mark, millis, quiet, timed, touched, batch);
    }

    /// A listing begins.
    void listing() {
        touched.clear();
    }

    /// A look is over.
    void lookIsOver() {
        quiet = false;
        aside.settle();
        untold.lookIsOver();
    }

    /// Does what follows for one client from its last decision.
    void consider(Client client, @Nullable Folded last, Fence fence, Instant now) {
        var before = applied.get(client);
        untold.giveWay();
        touched.add(client.network());
        if (last instanceof Standing standing && standing.holdsAt(now)) {
            if (fence.protects(standing)) {
                refuse(standing);
            } else {
                hold(standing, before, now);
                return;
            }
        }
        if (before != null) {
            batch.change(new Change.Release(client.network()));
            lift(before, last, now);
        }
    }

    private void hold(Standing standing, @Nullable Standing before, Instant now) {
        standing.mark(mark);
        if (before == null) {
            batch.add(standing);
        } else if (!Ttl.closeEnough(standing.until(), before.until(), now)) {
            batch.change(new Change.Drop(standing.network(), standing.until()));
        }
        if (isNews(standing, before)) {
            batch.tell(new Told(standing.client(), standing, Outcome.APPLIED, null, quiet));
        } else {
            untold.tellFirst(standing); // a look met it sooner, and tells of many slowly
        }
        begin(standing, before);
    }

    private static boolean isNews(Standing standing, @Nullable Standing before) {
        return before == null || before.revision() < standing.revision();
    }

    private void begin(Standing standing, @Nullable Standing before) {
        if (before != standing) {
            batch.begins(standing);
            failed.remove(standing.network());
            tellFirst(before);
        }
    }

    private void tellFirst(@Nullable Standing before) {
        if (before != null) {
            untold.tellFirst(before);
        }
    }

    private void lift(Standing before, @Nullable Folded last, Instant now) {
        tellFirst(before);
        batch.ends(before.network());
        boolean withdrawn = last instanceof Folded.Ended;
        boolean over = last == before && !before.holdsAt(now);
        var detail = over ? "its time is over" : null;
        batch.tell(
                new Told(
                        before.client(),
                        withdrawn ? last : before,
                        Outcome.LIFTED,
                        detail,
                        !withdrawn));
    }

    /// The decision must not hold here.
    void refuse(Standing standing) {
        var before = refused.put(standing);
        if (before == null || before.revision() < standing.revision()) {
            var detail = guard.get().refusal(Measure.DROP, standing.network()).orElse(null);
            batch.tell(new Told(standing.client(), standing, Outcome.REFUSED, detail, false));
        }
    }

    /// A decision that must hold was looked for.
    ///
    /// @return true when it was missing, or had no effect
    boolean meet(Standing standing, boolean disturbance) {
        var before = applied.get(standing.high(), standing.low(), standing.prefixLength());
        boolean there = standing.mark() == mark;
        if (!there) {
            batch.add(standing);
        }
        begin(standing, before);
        var tale = tale(standing, before, there, disturbance);
        if (tale != null) {
            batch.tellLater(tale, standing);
        }
        boolean known = before != null && before.revision() == standing.revision();
        return disturbance || (!there && (known || quiet));
    }

    /// @return null when there is nothing to tell
    private @Nullable Tale tale(
            Standing standing, @Nullable Standing before, boolean there, boolean disturbance) {
        if (!isNews(standing, before)) {
            if (there) {
                return disturbance && !quiet ? Tale.HAD_NO_EFFECT : null;
            }
            return Tale.WAS_MISSING;
        }
        if (quiet) {
            return there && !untold.wasLeft(standing) ? null : Tale.APPLIED_AT_START;
        }
        return Tale.APPLIED;
    }

    /// Tells of what was dropped in one part of the [Roster] and is over, or withdrawn, or
    /// protected now. What was decided since then, while the look went on, is none of that.
    void end(int part, Fence fence, Instant now) {
        long millis = now.toEpochMilli();
        for (var before : applied.part(part)) {
            var last = decisions.get(before.high(), before.low(), before.prefixLength());
            boolean holds =
                    last instanceof Standing standing
                            && standing.holdsAt(millis)
                            && !fence.protects(standing);
            if (!holds) {
                lift(before, last, now);
            }
        }
        refused.removeIf(part, it -> !fence.protects(it) || !it.holdsAt(millis));
    }

    /// Nothing could be changed: each decision that does not hold yet is told once.
    void fail(Collection<Client> clients, String message, Instant now) {
        batch.clear();
        var some = new ArrayList<Told>();
        for (var client : clients) {
            if (some.size() < FAILURES_TOLD_MAX
                    && decisions.get(client) instanceof Standing standing
                    && standing.holdsAt(now)) {
                failed(standing, message, some);
            }
        }
        if (!some.isEmpty()) {
            tell(some, now);
        }
    }

    private void failed(Standing standing, String message, List<Told> some) {
        var holding = applied.get(standing.network());
        var before = failed.put(standing);
        if ((holding == null || holding.revision() < standing.revision())
                && (before == null || before.revision() < standing.revision())) {
            some.add(new Told(standing.client(), standing, Outcome.FAILED, message, false));
        }
    }

    private void tell(List<Told> some, Instant now) {
        aside.accept(effects(some, now));
    }

    private List<Effect> effects(List<Told> some, Instant now) {
        return some.stream().map(it -> effect(it, now)).toList();
    }

    private Effect effect(Told it, Instant now) {
        var decision = it.decision();
        return new Effect(
                now,
                Measure.DROP,
                it.client(),
                decision == null ? 0 : decision.revision(),
                it.outcome(),
                backend,
                decision instanceof Standing standing ? standing.until() : null,
                decision == null ? "nobody: nothing was decided" : decision.because(),
                decision == null || it.late() || clock.isFixed() ? null : decision.observedAt(),
                it.detail());
    }
}
