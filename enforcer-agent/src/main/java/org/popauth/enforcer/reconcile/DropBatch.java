package org.popauth.enforcer.reconcile;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

    /// So many changes are made at once: starting a program for fewer costs more than the changes.
    private static final int CHANGES_MAX = 20_000;

    /// So much is told at once: more would live so long that the collector takes it for old.
    private static final int TOLD_MAX = 5_000;

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

    /// Takes what is to be told later.
    interface Notes {

        /// This will be made to hold in a moment.
        void expect(List<Standing> some);

        /// It was.
        void note(Tale tale, List<Standing> some, Instant now);
    }

    private final Firewall firewall;
    private final @Nullable OpenConnections connections;
    private final Roster<Standing> applied;
    private final Teller teller;
    private final Notes notes;
    private final List<Change> changes = new ArrayList<>();
    private final List<Standing> added = new ArrayList<>();
    private final List<Standing> begun = new ArrayList<>();
    private final List<Network> ended = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final Map<Tale, List<Standing>> later = new EnumMap<>(Tale.class);

    /// @param connections ends open ones; null when they are left alone
    /// @param applied what this host was made to drop
    DropBatch(
            Firewall firewall,
            @Nullable OpenConnections connections,
            Roster<Standing> applied,
            Teller teller,
            Notes notes) {
        this.firewall = firewall;
        this.connections = connections;
        this.applied = applied;
        this.teller = teller;
        this.notes = notes;
    }

    void change(Change change) {
        changes.add(change);
    }

    /// The client is not dropped yet, and will be.
    void add(Standing standing) {
        added.add(standing);
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

    /// Once the changes are made, this is told of a decision at some time.
    void tellLater(Tale tale, Standing standing) {
        later.computeIfAbsent(tale, _ -> new ArrayList<>()).add(standing);
    }

    boolean isFull() {
        return told.size() >= TOLD_MAX
                || Math.max(changes.size() + added.size(), begun.size()) >= CHANGES_MAX;
    }

    /// Makes the changes, and tells.
    void flush(Instant now) {
        later.values().forEach(notes::expect);
        firewall.apply(new Joined(changes, added), now);
        begun.forEach(applied::put);
        ended.forEach(applied::remove);
        if (connections != null && added.size() <= CUT_MAX) {
            connections.cut(added.stream().map(Standing::network).toList());
        }
        if (!told.isEmpty()) {
            teller.tell(List.copyOf(told), now);
        }
        later.forEach((tale, some) -> notes.note(tale, some, now));
        clear();
    }

    /// Forgets what was to be done.
    void clear() {
        changes.clear();
        added.clear();
        begun.clear();
        ended.clear();
        told.clear();
        later.clear();
    }

    /// Changes, and additions that are made of decisions only when somebody asks for them: of many
    /// none lives long.
    private static final class Joined extends AbstractList<Change> {

        private final List<Change> changes;
        private final List<Standing> added;

        Joined(List<Change> changes, List<Standing> added) {
            this.changes = changes;
            this.added = added;
        }

        @Override
        public Change get(int index) {
            if (index < changes.size()) {
                return changes.get(index);
            }
            var standing = added.get(index - changes.size());
            return new Change.Add(standing.network(), standing.until());
        }

        @Override
        public int size() {
            return changes.size() + added.size();
        }
    }
}
