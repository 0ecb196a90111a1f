package org.popauth.maillog.parser;

import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;

/// What a later line may still depend on: a bounded table whose entries end by the time in the
/// lines.
///
/// An entry ends when it has not been used for a while, by the stamps of its own mail host, or, the
/// one not used for longest, when the table is full; also when a line is older than the entry by as
/// much, because then an older log follows a newer one. The clocks of several hosts in one source
/// may differ by up to a day: only of a host that has fallen silent entries end by the stamps of
/// the others. No clock is read, so the same lines lead to the same table. Looking for what is not
/// there allocates nothing.
///
/// @param <K> what an entry is found by
/// @param <V> what is remembered
public final class Memory<K, V> {

    /// The most that the clocks of two hosts differ by, wrong zones included.
    private static final long CLOCKS_APART_MAX_MILLIS = Duration.ofDays(1).toMillis();

    private final int entriesMax;
    private final long idleMaxMillis;
    private final LinkedHashMap<K, Entry<K, V>> entries = new LinkedHashMap<>(64);
    private @Nullable Entry<K, V> longestUnused;
    private @Nullable Entry<K, V> lastUsed;

    private static final class Entry<K, V> {
        final K key;
        final V value;
        final EventId first;
        final SeenHost host;
        long last;
        @Nullable Entry<K, V> before;
        @Nullable Entry<K, V> after;

        Entry(K key, V value, EventId first, SeenHost host) {
            this.key = key;
            this.value = value;
            this.first = first;
            this.host = host;
            this.last = host.latest();
        }
    }

    /// A table of at most so many entries, each of which ends when unused for so long.
    public Memory(int entriesMax, Duration idleMax) {
        this.entriesMax = entriesMax;
        this.idleMaxMillis = idleMax.toMillis();
    }

    /// True when nothing is remembered.
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// What is remembered under the key, which this line thereby uses again.
    ///
    /// @param key names the mail host of the line, among others
    public @Nullable V get(K key, Line line) {
        if (isEmpty()) {
            return null;
        }
        line.time();
        return get(key, line.seenHost());
    }

    @Nullable V get(K key, SeenHost host) {
        endIdle(host);
        var entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        if (Math.abs(host.latest() - entry.last) > idleMaxMillis) {
            remove(key);
            return null;
        }
        entry.last = host.latest();
        unlink(entry);
        append(entry);
        return entry.value;
    }

    /// Remembers something from this line on. Lines come in their order.
    ///
    /// @param key names the mail host of the line, among others
    public void put(K key, V value, Line line) {
        line.time();
        put(key, value, line.id(), line.seenHost());
    }

    /// As [#put(Object, Object, Line)], from an earlier line on, the last one of its host whose
    /// time was asked for.
    public void put(K key, V value, EventId line, SeenHost host) {
        endIdle(host);
        var entry = new Entry<>(key, value, line, host);
        var before = entries.putLast(key, entry);
        if (before != null) {
            unlink(before);
        } else if (longestUnused != null && entries.size() > entriesMax) {
            remove(longestUnused.key);
        }
        append(entry);
    }

    /// Forgets what is remembered under the key, and returns it.
    public @Nullable V remove(K key) {
        var entry = entries.remove(key);
        if (entry == null) {
            return null;
        }
        unlink(entry);
        return entry.value;
    }

    private void append(Entry<K, V> entry) {
        entry.before = lastUsed;
        entry.after = null;
        if (lastUsed == null) {
            longestUnused = entry;
        } else {
            lastUsed.after = entry;
        }
        lastUsed = entry;
    }

    private void unlink(Entry<K, V> entry) {
        if (entry.before == null) {
            longestUnused = entry.after;
        } else {
            entry.before.after = entry.after;
        }
        if (entry.after == null) {
            lastUsed = entry.before;
        } else {
            entry.after.before = entry.before;
        }
    }

    /// Ends what has not been used for too long by the time of this line.
    public void endIdle(Line line) {
        if (!isEmpty()) {
            line.time();
            endIdle(line.seenHost());
        }
    }

    private void endIdle(SeenHost host) {
        var eldest = longestUnused;
        while (eldest != null && eldest.last + idleMaxMillis < now(eldest, host)) {
            remove(eldest.key);
            eldest = longestUnused;
        }
    }

    /// How late it is for an entry when a line of a host is read.
    private static long now(Entry<?, ?> entry, SeenHost host) {
        return Math.max(entry.host.latest(), host.latest() - CLOCKS_APART_MAX_MILLIS);
    }

    /// The first line of all that is remembered; null if nothing is.
    public @Nullable EventId oldest() {
        var oldest = entries.firstEntry();
        return oldest == null ? null : oldest.getValue().first;
    }
}
