package org.popauth.enforcer.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.popauth.enforcer.desired.Diff;
import org.popauth.enforcer.desired.Entry;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// Where one measure takes effect on this host: the firewall, or a Postfix table. A call that fails
/// throws, with a message for the operator, and leaves what was there.
public interface Place {

    Measure measure();

    /// The name in reports.
    String backend();

    /// Puts in order what the entries need.
    void prepare(Instant now);

    /// The entries that hold now. Those that have no effect, because somebody disturbed what they
    /// need, do not hold.
    Map<Network, Entry> look(Instant now);

    /// True when it is known without looking that somebody else changed what holds.
    default boolean isTouched() {
        return false;
    }

    /// True when a wanted entry needs nothing if another one was found.
    boolean same(Entry wanted, Entry held, Instant now);

    /// Makes the difference.
    ///
    /// @param wanted all entries that must hold; only those that the difference is about when the
    ///   place [takes them singly][#takesSingly(Set)]
    void apply(Diff diff, Map<Network, Entry> wanted, Instant now);

    /// True when a few entries can be changed without knowing all others.
    boolean takesSingleEntries();

    /// True when what holds for these clients can be changed without knowing all others.
    default boolean takesSingly(Set<Client> clients) {
        return takesSingleEntries();
    }

    /// What keeps the measure from taking effect although nothing fails.
    List<String> problems();
}
