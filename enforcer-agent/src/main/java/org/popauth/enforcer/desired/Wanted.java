package org.popauth.enforcer.desired;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// What must hold for one measure on this host at one instant.
///
/// @param holding the decisions that must hold
/// @param refusals those that must not hold here, or cannot
/// @param entries the lines of the table, or the elements of the sets
public record Wanted(
        Map<Client, Standing> holding, Map<Client, Refusal> refusals, Map<Network, Entry> entries) {

    /// Nothing at all.
    public static final Wanted NONE = new Wanted(Map.of(), Map.of(), Map.of());

    /// A decision that stands, but does not hold here.
    public record Refusal(Standing standing, Outcome outcome, String detail) {}

    /// What must hold of some decisions of one measure.
    public static Wanted at(
            Instant now, Measure measure, Collection<? extends Folded> folded, Guard guard) {
        var wanted = new Wanted(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (var it : folded) {
            if (it instanceof Standing standing && standing.holdsAt(now)) {
                wanted.take(measure, standing, guard);
            }
        }
        return wanted;
    }

    private void take(Measure measure, Standing standing, Guard guard) {
        var client = standing.client();
        var refusal = guard.refusal(measure, client.network());
        if (refusal.isPresent()) {
            refusals.put(client, new Refusal(standing, Outcome.REFUSED, refusal.get()));
        } else if (standing.networks().isEmpty()) {
            var detail = "a Postfix table lists whole addresses, and none was seen of " + client;
            refusals.put(client, new Refusal(standing, Outcome.FAILED, detail));
        } else {
            holding.put(client, standing);
            var value = TableValue.of(measure, standing);
            for (var network : standing.networks()) {
                entries.merge(network, new Entry(network, standing.until(), value), Entry::longer);
            }
        }
    }
}
