package org.popauth.enforcer.desired;

import java.time.Instant;
import java.util.Comparator;
import org.popauth.events.Network;

/// One line of a table, or one element of a set.
///
/// @param network whom it is for; a whole address in a Postfix table
/// @param until when it ends
/// @param value what a Postfix table says; empty in a firewall
public record Entry(Network network, Instant until, String value) {

    private static final Comparator<Entry> BY_END =
            Comparator.comparing(Entry::until).thenComparing(Entry::value);

    /// Of two entries for one network the one that holds longer.
    static Entry longer(Entry one, Entry other) {
        return BY_END.compare(one, other) < 0 ? other : one;
    }
}
