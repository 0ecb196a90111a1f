package org.popauth.enforcer.reconcile;

import java.util.Set;
import org.popauth.enforcer.desired.Fence;
import org.popauth.enforcer.desired.Folded;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Roster;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.Firewall.Change;
import org.popauth.enforcer.firewall.Ttl;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Network;

/// Compares the clients that the firewall drops, one after the other, with those that it must drop.
/// Marks each decision whose client it met.
final class Sweep implements Firewall.Elements {

    private static final String FOREIGN =
            "it was dropped here although no decision says so; somebody else had added it";

    private final Roster<Folded> decisions;
    private final Roster<Standing> applied;
    private final Fence fence;
    private final int mark;
    private final long now;
    private final boolean quiet;
    private final boolean timed;
    private final Set<Network> touched;
    private final DropBatch batch;
    private int found;
    private int extra;

    /// @param quiet true at the start, when what is found may be what an earlier agent left
    /// @param timed true when the kernel ends what it drops
    /// @param touched what was changed since the listing began; what is found of that may be old
    Sweep(
            Roster<Folded> decisions,
            Roster<Standing> applied,
            Fence fence,
            int mark,
            long now,
            boolean quiet,
            boolean timed,
            Set<Network> touched,
            DropBatch batch) {
        this.decisions = decisions;
        this.applied = applied;
        this.fence = fence;
        this.mark = mark;
        this.now = now;
        this.quiet = quiet;
        this.timed = timed;
        this.touched = touched;
        this.batch = batch;
    }

    @Override
    public void found(long high, long low, int prefixLength, long untilMillis) {
        found++;
        if (!touched.isEmpty()
                && touched.contains(new Network(new Address(high, low), prefixLength))) {
            return;
        }
        if (decisions.get(high, low, prefixLength) instanceof Standing standing
                && standing.holdsAt(now)
                && !fence.protects(standing)) {
            standing.mark(mark);
            if (!isAsWanted(standing, untilMillis)) {
                batch.change(new Change.Drop(standing.network(), standing.until()));
            }
            return;
        }
        extra++;
        var network = new Network(new Address(high, low), prefixLength);
        batch.change(new Change.Release(network));
        if (!quiet && applied.get(network) == null) {
            var client = new Client(network);
            batch.tell(new DropBatch.Told(client, null, Outcome.REPAIRED, FOREIGN, true));
        }
    }

    private boolean isAsWanted(Standing standing, long untilMillis) {
        return !timed || Ttl.closeEnough(standing.untilMillis(), untilMillis, now);
    }

    int found() {
        return found;
    }

    int extra() {
        return extra;
    }
}
