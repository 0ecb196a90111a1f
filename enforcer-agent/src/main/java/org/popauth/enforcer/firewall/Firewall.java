package org.popauth.enforcer.firewall;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.popauth.events.Network;

/// The sets of dropped clients that the host's firewall keeps. Every call may be repeated without
/// harm; none touches anything that popAuth did not make. What it makes stays when the agent stops.
///
/// A call that fails throws [org.popauth.enforcer.exec.CommandFailed], or
/// [java.io.UncheckedIOException], with a message for the operator.
public interface Firewall {

    /// The name in reports: `nftables`, `iptables`, `dry-run`.
    String name();

    /// Creates what is missing, puts it in order, and replaces the allow-list, which comes first.
    /// What is dropped already stays so.
    void prepare(Collection<Network> allowed, Instant now);

    /// What holds now.
    Held look(Instant now);

    /// Makes all changes, in one transaction where the kernel has such.
    void apply(Collection<? extends Change> changes, Instant now);

    /// Removes everything that popAuth made, and nothing else.
    void withdraw();

    /// What holds.
    ///
    /// @param intact false when a table, set, chain or rule is not as [#prepare(Collection,
    ///   Instant)] left it
    /// @param dropped who is dropped until when
    record Held(boolean intact, Map<Network, Instant> dropped) {}

    /// Something to change.
    sealed interface Change {

        Network network();

        /// Drop it until then, whether it is dropped already or not.
        record Drop(Network network, Instant until) implements Change {}

        /// Drop it no longer.
        record Release(Network network) implements Change {}
    }
}
