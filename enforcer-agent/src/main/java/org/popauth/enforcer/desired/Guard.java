package org.popauth.enforcer.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// The second gate: whom this host never rejects nor drops, whatever was decided.
///
/// @param protectedNetworks never touched, each with the sentence that is reported
/// @param ipv6PrefixMin networks with a shorter prefix are never touched
public record Guard(List<Protected> protectedNetworks, int ipv6PrefixMin) {

    /// A network and why it is protected.
    public record Protected(Network network, String why) {}

    public Guard {
        protectedNetworks = List.copyOf(protectedNetworks);
    }

    /// The guard with more networks protected.
    public Guard and(List<Network> networks, String why) {
        var all = new ArrayList<>(protectedNetworks);
        networks.forEach(network -> all.add(new Protected(network, why)));
        return new Guard(all, ipv6PrefixMin);
    }

    /// Why the measure must not hold for the network here; empty when it may.
    public Optional<String> refusal(Measure measure, Network network) {
        if (measure == Measure.RELAY) {
            return Optional.empty();
        }
        if (!network.address().isIpv4() && network.prefixLength() < ipv6PrefixMin) {
            return Optional.of(
                    network + " is wider than the /" + ipv6PrefixMin + " that is allowed here");
        }
        for (var it : protectedNetworks) {
            if (it.network.overlaps(network)) {
                return Optional.of(network + " overlaps " + it.network + ", " + it.why);
            }
        }
        return Optional.empty();
    }

    /// The same for a great many questions.
    public Fence fence() {
        return new Fence(networks(), ipv6PrefixMin);
    }

    /// All networks that are protected.
    public List<Network> networks() {
        return protectedNetworks.stream().map(Protected::network).distinct().toList();
    }
}
