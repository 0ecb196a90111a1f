package org.popauth.enforcer.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.desired.Folded;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Roster;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.Firewall.Change;
import org.popauth.enforcer.firewall.OpenConnections;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Network;

/// Changes of the firewall that are made together, and what to tell once they are made. What was
/// made is remembered; what failed is not.
final class DropBatch {

    /// So many changes are made at once: more are no faster, and would live so long that the
    /// collector takes them for old.
    private static final int CHANGES_MAX = 5_000;

    /// So many new clients' connections are looked for at once; a flood of them is left alone.
    private static final int CUT_MAX = 1_000;

    /// Something to tell.
    ///
    /// @param decision null for what no decision is about
    record Told(
            Client client,
            @Nullable Folded decision,
            Outcome outcome,
            @Nullable String detail,
            boolean late) {}

    /// Takes what is to be told.
    interface Teller {

        void tell(List<Told> told, Instant now);
    }

    private final Firewall firewall;
    private final @Nullable OpenConnections connections;
    private final Roster<Standing> applied;
    private final Teller teller;
    private final List<Change> changes = new ArrayList<>();
    private final List<Standing> begun = new ArrayList<>();
    private final List<Network> dropped = new ArrayList<>();
    private final List<Network> ended = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    /// @param connections ends open ones; null when they are left alone
    /// @param applied what this host was made to drop
    DropBatch(
            Firewall firewall,
            @Nullable OpenConnections connections,
            Roster<Standing> applied,
            Teller teller) {
        this.firewall = firewall;
        this.connections = connections;
        this.applied = applied;
        this.teller = teller;
    }

    void change(Change change) {
        changes.add(change);
        if (change instanceof Change.Add(var network, _)) {
            dropped.add(network);
        }
    }

    /// Once the changes are made, this decision holds.
    void begins(Standing standing) {
        begun.add(standing);
    }

    /// Once the changes are made, this client is not dropped.
    void ends(Network network) {
        ended.add(network);
    }

    void tell(Told it) {
        told.add(it);
    }

    boolean isFull() {
        return Math.max(changes.size(), Math.max(told.size(), begun.size())) >= CHANGES_MAX;
    }

    /// Makes the changes, and tells.
    void flush(Instant now) {
        firewall.apply(changes, now);
        begun.forEach(applied::put);
        ended.forEach(applied::remove);
        if (connections != null && dropped.size() <= CUT_MAX) {
            connections.cut(dropped);
        }
        if (!told.isEmpty()) {
            teller.tell(List.copyOf(told), now);
        }
        clear();
    }

    /// Forgets what was to be done.
    void clear() {
        changes.clear();
        begun.clear();
        dropped.clear();
        ended.clear();
        told.clear();
    }
}
