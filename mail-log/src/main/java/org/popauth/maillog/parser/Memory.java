package org.popauth.maillog.parser;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;

/// What a later line may still depend on: a bounded table whose entries end by the time in the
/// lines.
///
/// An entry ends when it has not been used for a while, by the stamps of the lines that use the
/// table, or, the one not used for longest, when the table is full; also when a line is older than
/// the entry by as much, because then an older log follows a newer one. No clock is read, so the
/// same lines lead to the same table.
///
/// @param <K> what an entry is found by
/// @param <V> what is remembered
public final class Memory<K, V> {

    private final int entriesMax;
    private final Duration idleMax;
    private final LinkedHashMap<K, Entry<V>> entries = new LinkedHashMap<>(64, 0.75f, true);
    private @Nullable EventId oldest;

    private static final class Entry<V> {
        final V value;
        final EventId first;
        Instant last;

        Entry(V value, EventId first, Instant last) {
            this.value = value;
            this.first = first;
            this.last = last;
        }
    }

    /// A table of at most so many entries, each of which ends when unused for so long.
    public Memory(int entriesMax, Duration idleMax) {
        this.entriesMax = entriesMax;
        this.idleMax = idleMax;
    }

    /// True when nothing is remembered.
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// What is remembered under the key, which is thereby used again.
    public @Nullable V get(K key, Instant now) {
        endIdle(now);
        var entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        if (entry.last.minus(idleMax).isAfter(now)) {
            remove(key);
            return null;
        }
        entry.last = now;
        return entry.value;
    }

    /// Remembers something from this line on.
    public void put(K key, V value, EventId line, Instant now) {
        endIdle(now);
        remove(key);
        if (entries.size() >= entriesMax) {
            remove(entries.firstEntry().getKey());
        }
        if (entries.isEmpty()) {
            oldest = line;
        }
        entries.put(key, new Entry<>(value, line, now));
    }

    /// Forgets what is remembered under the key, and returns it.
    public @Nullable V remove(K key) {
        var entry = entries.remove(key);
        if (entry == null) {
            return null;
        }
        if (entry.first.equals(oldest)) {
            oldest = null;
        }
        return entry.value;
    }

    /// Ends what has not been used for too long by this time.
    public void endIdle(Instant now) {
        Map.Entry<K, Entry<V>> eldest;
        while ((eldest = entries.firstEntry()) != null
                && eldest.getValue().last.plus(idleMax).isBefore(now)) {
            remove(eldest.getKey());
        }
    }

    /// The first line of all that is remembered; null if nothing is.
    public @Nullable EventId oldest() {
        if (oldest == null && !entries.isEmpty()) {
            oldest =
                    entries.values().stream()
                            .map(entry -> entry.first)
                            .min((a, b) -> a.compareTo(b))
                            .orElse(null);
        }
        return oldest;
    }
}
