package org.popauth.cli.doctor.facts;

import java.util.List;
import java.util.Set;

/// The firewall of the host.
///
/// @param programs of `nft`, `ipset`, `iptables`, `ip6tables`, `ip` that are installed
/// @param managers of `nftables`, `firewalld`, `ufw`, `docker` that start at boot or run
/// @param table what nft says of `inet popauth`, without the elements of its sets
/// @param inputChain the rules of iptables' INPUT, in order
/// @param inputChain6 the same of ip6tables
/// @param rule that asks the routing table of null routes, for IPv4
/// @param rule6 the same for IPv6
/// @param nftablesConf the text of /etc/nftables.conf
public record Firewall(
        Set<String> programs,
        Seen<Set<String>> managers,
        Seen<String> table,
        Seen<List<String>> inputChain,
        Seen<List<String>> inputChain6,
        Seen<String> rule,
        Seen<String> rule6,
        Seen<String> nftablesConf) {}
