package org.popauth.decision.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Network;

/// Who is never rejected or dropped, and who never may relay.
///
/// A network is protected when it has even one address in common with a protected one: dropping a
/// /64 drops the colleague in it too.
///
/// @param protections the networks, with the reason of each
/// @param widestIpv6 the shortest prefix length of an IPv6 network that may be rejected or dropped
public record Guard(List<Protection> protections, int widestIpv6) {

    private static final List<Network> NO_HOSTS =
            List.of(
                    Network.parse("0.0.0.0/8"),
                    Network.parse("224.0.0.0/3"),
                    Network.parse("::"),
                    Network.parse("ff00::/8"));

    public Guard {
        protections = List.copyOf(protections);
    }

    /// A network and why it is protected.
    ///
    /// @param until when the protection ends; null for never
    public record Protection(Network network, String why, @Nullable Instant until) {
        boolean holds(Instant at) {
            return until == null || at.isBefore(until);
        }
    }

    /// Why a client is never rejected or dropped; null when it may be.
    public @Nullable String protectedBy(Client client, Instant at) {
        if (isNoHost(client.network())) {
            return "not an address of a host";
        }
        if (!client.network().address().isIpv4() && client.network().prefixLength() < widestIpv6) {
            return "wider than /" + widestIpv6;
        }
        for (var protection : protections) {
            if (protection.holds(at) && protection.network().overlaps(client.network())) {
                return protection.why() + " " + protection.network();
            }
        }
        return null;
    }

    /// True when an address may be granted to relay: it must be one that a host can have.
    boolean mayRelay(Address address) {
        return !isNoHost(new Network(address, address.bits()));
    }

    private static boolean isNoHost(Network network) {
        return NO_HOSTS.stream().anyMatch(other -> other.overlaps(network));
    }
}
