package org.popauth.enforcer.firewall;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.popauth.enforcer.desired.Roster;
import org.popauth.events.Address;
import org.popauth.events.Network;

/// What a firewall holds, small enough to keep.
///
/// @param intact true when nothing is out of order
public record Held(boolean intact, Map<Network, Instant> dropped) {

    /// All at once.
    public static Held in(Firewall firewall, Instant now) {
        var dropped = new HashMap<Network, Instant>();
        var wrong = firewall.look(now, into(dropped));
        return new Held(wrong.isEmpty(), dropped);
    }

    /// Part by part.
    static Map<Network, Instant> partByPart(Firewall firewall, Instant now) {
        var dropped = new HashMap<Network, Instant>();
        for (int part = 0; part < firewall.parts(); part++) {
            var some = new HashMap<Network, Instant>();
            firewall.look(part, now, into(some));
            for (var network : some.keySet()) {
                var address = network.address();
                int length = network.prefixLength();
                int where = Roster.partOf(address.high(), address.low(), length) % firewall.parts();
                if (where != part) {
                    throw new AssertionError(network + " is in part " + part + ", not " + where);
                }
            }
            dropped.putAll(some);
        }
        return dropped;
    }

    private static Firewall.Elements into(Map<Network, Instant> dropped) {
        return (high, low, length, until) ->
                dropped.put(
                        new Network(new Address(high, low), length),
                        until == Firewall.Elements.NEVER
                                ? Instant.MAX
                                : Instant.ofEpochMilli(until));
    }
}
