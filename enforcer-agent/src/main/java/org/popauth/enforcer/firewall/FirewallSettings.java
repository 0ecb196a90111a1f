package org.popauth.enforcer.firewall;

import java.util.List;
import java.util.stream.Collectors;

/// What all backends are told.
///
/// @param ports the TCP ports that a dropped client cannot reach; empty for the whole host
/// @param entriesMax the most entries of one set
public record FirewallSettings(List<Integer> ports, int entriesMax) {

    public FirewallSettings {
        ports = List.copyOf(ports);
    }

    /// The ports as both nft and iptables write a list.
    String portList(String separator) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }
}
