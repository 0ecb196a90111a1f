package org.popauth.enforcer;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.popauth.enforcer.config.AgentConfig;
import org.popauth.enforcer.desired.Diff;
import org.popauth.enforcer.desired.Fold;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.desired.Wanted;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.Firewall.Change;
import org.popauth.enforcer.reconcile.Place;
import org.popauth.events.Address;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// Makes firewall and tables hold what this host remembers, as far as it is not over. The firewall
/// comes first. Where one fails the others are done nevertheless.
final class Restore {

    private static final int BATCH_MAX = 50_000;

    private final AgentConfig config;
    private final Clock clock;
    private final Commands commands;

    Restore(AgentConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.commands = new Commands(config.commands().timeout());
    }

    /// Restores it.
    ///
    /// @return true when all of it was done
    /// @throws org.popauth.enforcer.standing.DamagedFile when the file is damaged; then nothing was
    ///   done
    boolean run(PrintStream out) {
        var file = Parts.standingFile(config);
        if (!file.exists()) {
            out.println("popauth: there is no " + file + ", so nothing is restored");
            return true;
        }
        var fold = new Fold(Integer.MAX_VALUE);
        file.read(fold::remember);
        var postfix = Parts.postfix(config, commands);
        var guard = guard(postfix);
        boolean done = attempt(out, () -> restoreFirewall(fold, guard, out));
        for (var place : Parts.places(config, postfix)) {
            done &= attempt(out, () -> restoreTable(place, fold, guard, out));
        }
        return done;
    }

    private static boolean attempt(PrintStream out, Runnable action) {
        try {
            action.run();
            return true;
        } catch (CommandFailed | UncheckedIOException e) {
            out.println("popauth: " + e.getMessage());
            return false;
        }
    }

    /// Interfaces may not be up yet, and Postfix may not be able to answer: the settings protect.
    private Guard guard(Parts.FoundPostfix postfix) {
        var guard = Parts.settingsGuard(config);
        if (postfix.installed() != null) {
            try {
                var mynetworks = postfix.installed().mynetworks();
                guard = guard.and(mynetworks, "which is in mynetworks of Postfix");
            } catch (CommandFailed e) {
                return guard.and(addresses(), "which is an address of this host");
            }
        }
        return guard.and(addresses(), "which is an address of this host");
    }

    private static List<Network> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(Address::of)
                    .map(address -> new Network(address, address.bits()))
                    .distinct()
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private void restoreFirewall(Fold fold, Guard guard, PrintStream out) {
        var firewall = FirewallParts.firewall(config, commands);
        var now = clock.instant();
        firewall.prepare(guard.networks(), now);
        var fence = guard.fence();
        var batch = new ArrayList<Change>();
        int count = 0;
        for (var it : fold.all(Measure.DROP)) {
            if (it instanceof Standing standing
                    && standing.holdsAt(now)
                    && !fence.protects(standing)) {
                batch.add(new Change.Add(standing.network(), standing.until()));
                count++;
            }
            if (batch.size() >= BATCH_MAX) {
                apply(firewall, batch);
            }
        }
        apply(firewall, batch);
        out.println("popauth: " + count + " dropped again (" + firewall.name() + ")");
    }

    private void apply(Firewall firewall, List<Change> batch) {
        firewall.apply(batch, clock.instant());
        batch.clear();
    }

    private void restoreTable(Place place, Fold fold, Guard guard, PrintStream out) {
        Instant now = clock.instant();
        var measure = place.measure();
        var wanted = Wanted.at(now, measure, fold.all(measure), guard).entries();
        place.prepare(now);
        var diff = Diff.between(wanted, place.look(now), (it, held) -> place.same(it, held, now));
        place.apply(diff, wanted, now);
        out.println("popauth: " + wanted.size() + " entries for " + measure + " in its table");
    }
}
