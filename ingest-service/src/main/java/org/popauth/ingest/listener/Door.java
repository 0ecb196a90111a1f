package org.popauth.ingest.listener;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.ingest.network.NetworkCounters;
import org.popauth.ingest.network.Sender;
import org.popauth.ingest.source.SourceSpec;

/// Lets in whoever is listed, and not too many at a time; counts and, now and then, tells who is
/// not.
final class Door {

    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final SourceSpec.Syslog spec;
    private final NetworkCounters counters;
    private final Map<Address, Integer> inside = new HashMap<>();
    private long toldNanos = System.nanoTime() - TELL_EVERY.toNanos();

    Door(SourceSpec.Syslog spec, NetworkCounters counters) {
        this.spec = spec;
        this.counters = counters;
    }

    /// The entry of a sender; null when it is not listed.
    @Nullable Sender find(Address address) {
        var sender = spec.senders().find(address);
        if (sender == null) {
            counters.unlisted.increment();
            tell(address, "it is not listed in " + key("senders"));
        }
        return sender;
    }

    /// One connection more.
    ///
    /// @return false when there are too many
    synchronized boolean enter(Address address) {
        int same = inside.getOrDefault(address, 0);
        boolean tooMany = counters.connections.get() >= spec.limits().connections();
        if (tooMany || same >= spec.limits().connectionsPerSender()) {
            counters.unlisted.increment();
            tell(
                    address,
                    "too many connections (the limit is "
                            + key(tooMany ? "connections-max" : "connections-per-sender-max")
                            + ")");
            return false;
        }
        inside.put(address, same + 1);
        counters.connections.incrementAndGet();
        return true;
    }

    /// One connection less.
    synchronized void leave(Address address) {
        counters.connections.decrementAndGet();
        inside.merge(address, -1, (count, less) -> count + less == 0 ? null : count + less);
    }

    /// Tells at most one refusal in a while.
    synchronized void tell(Address address, String why) {
        long now = System.nanoTime();
        if (now - toldNanos >= TELL_EVERY.toNanos()) {
            toldNanos = now;
            Log.warnf("refused source=%s sender=%s: %s", spec.name(), address, why);
        }
    }

    private String key(String key) {
        return "ingest.sources.\"" + spec.name() + "\"." + key;
    }
}
