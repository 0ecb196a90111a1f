package org.popauth.enforcer.firewall;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.popauth.events.Network;

/// The sets of dropped clients that the host's firewall keeps. Every call may be repeated without
/// harm; none touches anything that popAuth did not make. What it makes stays when the agent stops.
///
/// A call that fails throws [org.popauth.enforcer.exec.CommandFailed], or
/// [java.io.UncheckedIOException], with a message for the operator.
public interface Firewall {

    /// The name in reports: `nftables`, `iptables`, `blackhole`, `dry-run`.
    String name();

    /// Creates what is missing, puts it in order, removes what others put into what is popAuth's,
    /// and replaces the allow-list, which comes first. What is dropped already stays so.
    void prepare(Collection<Network> allowed, Instant now);

    /// What is not as [#prepare(Collection, Instant)] left it, in words: a table, a set, a chain, a
    /// rule or its place; empty when all is in order. The dropped clients do not count.
    Optional<String> disorder();

    /// Goes over all dropped clients, and says as [#disorder()] what is not in order. Looking, but
    /// nothing else, may be done while another thread makes changes; what is changed meanwhile is
    /// told or not.
    Optional<String> look(Instant now, Elements elements);

    /// How many parts the dropped clients are in, a power of two: a client is in the part that is
    /// [Roster#partOf(long, long, int)] modulo this number. A look at one part of many costs
    /// little.
    default int parts() {
        return 1;
    }

    /// Goes over the dropped clients of one part.
    void look(int part, Instant now, Elements elements);

    /// Makes all changes, in one transaction where the kernel has such.
    ///
    /// @param changes of one network all the same; may be made one by one only when they are asked
    ///   for
    void apply(List<? extends Change> changes, Instant now);

    /// Removes everything that popAuth made, and nothing else.
    void withdraw();

    /// True when the kernel ends what is dropped, even if nobody is there to do it.
    default boolean endsByItself() {
        return true;
    }

    /// What keeps it from doing all that it should although nothing fails, in words.
    default List<String> problems() {
        return List.of();
    }

    /// Is told of dropped clients, one after the other; a million of them need no memory.
    @FunctionalInterface
    interface Elements {

        /// The end of what never ends by itself.
        long NEVER = Long.MAX_VALUE;

        /// @param high the first 64 bits of the address
        /// @param low the last 64 bits of the address
        /// @param prefixLength 32 for IPv4, 1 to 128 for IPv6
        /// @param untilMillis when it ends, as [Instant#toEpochMilli()], or [#NEVER]
        void found(long high, long low, int prefixLength, long untilMillis);
    }

    /// Something to change.
    sealed interface Change {

        Network network();

        /// Drop it until then; it is not dropped yet. If it is, it stays so, with one end or the
        /// other.
        record Add(Network network, Instant until) implements Change {}

        /// Drop it until then, whether it is dropped already or not.
        record Drop(Network network, Instant until) implements Change {}

        /// Drop it no longer.
        record Release(Network network) implements Change {}
    }
}
