package org.popauth.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.popauth.events.MailHost;

/// The mail hosts that one source has heard of, and when it last did. Safe for use by several
/// threads.
public final class HeardHosts {

    /// So many are told apart; a source of more host names than that is no mail log.
    public static final int HOSTS_MAX = 1000;

    private static final MailHost OTHERS = new MailHost("others");

    private final Map<MailHost, Heard> hosts = new ConcurrentHashMap<>();
    private final List<Consumer<Heard>> listeners = new ArrayList<>();

    /// What is known of one.
    public static final class Heard {

        private final MailHost host;
        private final LongAdder lines = new LongAdder();
        private volatile @Nullable Instant last;
        private volatile Duration delay = Duration.ZERO;

        private Heard(MailHost host) {
            this.host = host;
        }

        /// Its name.
        public MailHost host() {
            return host;
        }

        /// How many lines of it came.
        public long lines() {
            return lines.sum();
        }

        /// When the last of them came; null if none did.
        public @Nullable Instant last() {
            return last;
        }

        /// How much later than its stamp says the last event was received; negative when the clock
        /// of the mail host is fast.
        public Duration delay() {
            return delay;
        }

        void line(Instant receivedAt) {
            lines.increment();
            last = receivedAt;
        }

        void reported(Instant at, Instant receivedAt) {
            line(receivedAt);
            delay = Duration.between(at, receivedAt);
        }
    }

    /// What is known of a host; of the many beyond the limit, one account for all.
    public Heard get(MailHost host) {
        var known = hosts.get(host);
        return known == null ? add(hosts.size() < HOSTS_MAX ? host : OTHERS) : known;
    }

    /// A host of which lines are expected, although none came yet.
    public void expect(MailHost host) {
        var unused = get(host);
    }

    private synchronized Heard add(MailHost host) {
        var known = hosts.get(host);
        if (known != null) {
            return known;
        }
        var heard = new Heard(host);
        hosts.put(host, heard);
        listeners.forEach(listener -> listener.accept(heard));
        return heard;
    }

    /// Tells of every host, now and when it is first heard of.
    public synchronized void each(Consumer<Heard> listener) {
        hosts.values().forEach(listener);
        listeners.add(listener);
    }

    /// All of them.
    public Collection<Heard> all() {
        return List.copyOf(hosts.values());
    }
}
