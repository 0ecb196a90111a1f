package org.popauth.enforcer.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.desired.Folded;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Wanted;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Network;

/// What this host has told about the decisions of one measure, so that each is told once. Pure but
/// for its memory.
final class Ledger {

    /// Something to tell.
    record Told(Folded decision, Outcome outcome, @Nullable String detail) {}

    private final Map<Client, Standing> applied = new HashMap<>();
    private final Map<Client, Long> refused = new HashMap<>();
    private final Map<Client, Long> failed = new HashMap<>();

    /// What to tell after everything wanted was made to hold.
    ///
    /// @param scope the clients that were looked at; null for all
    /// @param absent the networks whose entries were not found as they were left
    /// @param quiet true at the start: what was found in place is not told again
    /// @param last the decision that ended a measure, if it is still known
    List<Told> settle(
            Wanted wanted,
            @Nullable Set<Client> scope,
            Set<Network> absent,
            boolean quiet,
            Function<Client, @Nullable Folded> last) {
        var told = new ArrayList<Told>();
        for (var standing : wanted.holding().values()) {
            var before = applied.put(standing.client(), standing);
            failed.remove(standing.client());
            boolean wasAbsent = standing.networks().stream().anyMatch(absent::contains);
            if (before == null || before.revision() < standing.revision()) {
                if (!quiet || wasAbsent) {
                    told.add(new Told(standing, Outcome.APPLIED, null));
                }
            } else if (wasAbsent) {
                var detail = "it was missing in what the host held";
                told.add(new Told(standing, Outcome.REPAIRED, detail));
            }
        }
        lift(wanted, scope == null ? List.copyOf(applied.keySet()) : scope, last, told);
        refuse(wanted, scope, told);
        return told;
    }

    private void lift(
            Wanted wanted,
            Collection<Client> scope,
            Function<Client, @Nullable Folded> last,
            List<Told> told) {
        for (var client : scope) {
            if (wanted.holding().containsKey(client)) {
                continue;
            }
            var standing = applied.remove(client);
            if (standing != null) {
                var ending = last.apply(client);
                told.add(new Told(ending == null ? standing : ending, Outcome.LIFTED, null));
            }
        }
    }

    private void refuse(Wanted wanted, @Nullable Set<Client> scope, List<Told> told) {
        for (var refusal : wanted.refusals().values()) {
            var standing = refusal.standing();
            var before = refused.put(standing.client(), standing.revision());
            if (before == null || before < standing.revision()) {
                told.add(new Told(standing, refusal.outcome(), refusal.detail()));
            }
        }
        if (scope == null) {
            refused.keySet().retainAll(wanted.refusals().keySet());
        }
    }

    /// What to tell after nothing could be changed: each decision that does not hold yet, once.
    List<Told> fail(Wanted wanted, String detail) {
        var told = new ArrayList<Told>();
        for (var standing : wanted.holding().values()) {
            var holding = applied.get(standing.client());
            boolean holds = holding != null && holding.revision() >= standing.revision();
            if (!holds && failed.getOrDefault(standing.client(), -1L) < standing.revision()) {
                failed.put(standing.client(), standing.revision());
                told.add(new Told(standing, Outcome.FAILED, detail));
            }
        }
        return told;
    }
}
