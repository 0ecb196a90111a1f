package org.popauth.enforcer.desired;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Network;

/// One entry per client, packed: hash tables of references with open addressing and linear probing,
/// 8 to 16 bytes per entry beside the entry itself. There are many small tables, so that going over
/// one, or letting it grow, takes no time that anybody would notice. One thread at a time may
/// change it; any may read it meanwhile, without waiting.
public final class Roster<T extends Folded> extends AbstractCollection<T> {

    /// How many parts there are.
    public static final int PARTS = 256;

    /// The shortest prefix of IPv6 that is spread over the parts.
    private static final int PREFIX_MIN = 8;

    private static final int SLOTS_MIN = 8;

    /// Stands where an entry was removed, so that probing goes on behind it.
    private static final Object GONE = new Object();

    private final List<Part> parts = IntStream.range(0, PARTS).mapToObj(_ -> new Part()).toList();
    private final AtomicInteger size = new AtomicInteger();

    /// The part that a client is in: the last eight bits of an IPv4 address; of an IPv6 network the
    /// last eight before the last multiple of four of its prefix.
    public static int partOf(long high, long low, int prefixLength) {
        if (isIpv4(high, low)) {
            return (int) low & (PARTS - 1);
        }
        int shift = shift(prefixLength);
        long bits = shift >= 64 ? high >>> (shift - 64) : low >>> shift;
        return (int) bits & (PARTS - 1);
    }

    /// How far from the right the bits of an IPv6 address are that choose the part.
    public static int shift(int prefixLength) {
        return 128 - Math.max(PREFIX_MIN, prefixLength & ~3);
    }

    private static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff;
    }

    public @Nullable T get(Client client) {
        return get(client.network());
    }

    public @Nullable T get(Network network) {
        var address = network.address();
        return get(address.high(), address.low(), network.prefixLength());
    }

    /// The entry of a client, given as numbers.
    public @Nullable T get(long high, long low, int prefixLength) {
        return parts.get(partOf(high, low, prefixLength)).get(high, low, prefixLength);
    }

    /// Puts an entry in the place of the client's former one.
    ///
    /// @return the former one
    public @Nullable T put(T entry) {
        return parts.get(partOf(entry.high(), entry.low(), entry.prefixLength())).put(entry);
    }

    /// Removes the entry of a client.
    ///
    /// @return what was removed
    public @Nullable T remove(Network network) {
        var address = network.address();
        int prefixLength = network.prefixLength();
        var part = parts.get(partOf(address.high(), address.low(), prefixLength));
        return part.remove(address.high(), address.low(), prefixLength);
    }

    @Override
    public boolean removeIf(Predicate<? super T> condition) {
        int before = size();
        parts.forEach(part -> part.removeIf(condition));
        return size() < before;
    }

    /// As [#removeIf(Predicate)], in one part.
    public void removeIf(int part, Predicate<? super T> condition) {
        parts.get(part).removeIf(condition);
    }

    @Override
    public int size() {
        return size.get();
    }

    /// Goes over what was there when it began; what is changed meanwhile may be seen or not.
    @Override
    public Iterator<T> iterator() {
        return new Walk<>(parts.stream().map(part -> part.slots).toList());
    }

    /// The entries of one part, as [#iterator()].
    public Iterable<T> part(int number) {
        return () -> new Walk<>(List.of(parts.get(number).slots));
    }

    private static boolean is(Folded it, long high, long low, int prefixLength) {
        return it.low() == low && it.high() == high && it.prefixLength() == prefixLength;
    }

    private static int hash(Folded it) {
        return hash(it.high(), it.low(), it.prefixLength());
    }

    private static int hash(long high, long low, int prefixLength) {
        long mixed = (high * 0x9e3779b97f4a7c15L ^ low) * 0xbf58476d1ce4e5b9L + prefixLength;
        mixed = (mixed ^ mixed >>> 32) * 0x94d049bb133111ebL;
        return (int) (mixed >>> 32);
    }

    /// One table.
    private final class Part {

        private volatile AtomicReferenceArray<@Nullable Object> slots =
                new AtomicReferenceArray<>(SLOTS_MIN);

        private int entries;

        /// Slots that are not free: entries, and those that are gone.
        private int used;

        @SuppressWarnings("unchecked")
        @Nullable T get(long high, long low, int prefixLength) {
            var table = slots;
            // The slot may have been given to somebody else since, or freed.
            return table.get(find(table, high, low, prefixLength)) instanceof Folded it
                            && is(it, high, low, prefixLength)
                    ? (T) it
                    : null;
        }

        /// The slot of the client, or the free one where it would be.
        private static int find(
                AtomicReferenceArray<@Nullable Object> table,
                long high,
                long low,
                int prefixLength) {
            int mask = table.length() - 1;
            int at = hash(high, low, prefixLength) & mask;
            for (var it = table.get(at); it != null; it = table.get(at)) {
                if (it instanceof Folded folded && is(folded, high, low, prefixLength)) {
                    return at;
                }
                at = (at + 1) & mask;
            }
            return at;
        }

        @SuppressWarnings("unchecked")
        @Nullable T put(T entry) {
            if (used * 8 >= slots.length() * 5) { // fuller ones take long to search
                rebuild();
            }
            var table = slots;
            int at = find(table, entry.high(), entry.low(), entry.prefixLength());
            var before = (T) table.getAndSet(at, entry);
            if (before == null) {
                used++;
                count(1);
            }
            return before;
        }

        @SuppressWarnings("unchecked")
        @Nullable T remove(long high, long low, int prefixLength) {
            var table = slots;
            int at = find(table, high, low, prefixLength);
            var before = (T) table.get(at);
            if (before != null) {
                table.set(at, GONE);
                count(-1);
            }
            return before;
        }

        private void count(int more) {
            entries += more;
            size.addAndGet(more);
        }

        @SuppressWarnings("unchecked")
        void removeIf(Predicate<? super T> condition) {
            var table = slots;
            for (int at = 0; at < table.length(); at++) {
                if (table.get(at) instanceof Folded folded && condition.test((T) folded)) {
                    table.set(at, GONE);
                    count(-1);
                }
            }
        }

        private void rebuild() {
            int length = Math.max(SLOTS_MIN, Integer.highestOneBit(entries * 2) * 2);
            var fresh = new AtomicReferenceArray<@Nullable Object>(length);
            var table = slots;
            for (int i = 0; i < table.length(); i++) {
                if (table.get(i) instanceof Folded folded) {
                    int at = hash(folded) & (length - 1);
                    while (fresh.getPlain(at) != null) {
                        at = (at + 1) & (length - 1);
                    }
                    fresh.setPlain(at, folded);
                }
            }
            used = entries;
            slots = fresh;
        }
    }

    /// Goes over one table after the other.
    private static final class Walk<T extends Folded> implements Iterator<T> {

        private final Iterator<AtomicReferenceArray<@Nullable Object>> tables;
        private AtomicReferenceArray<@Nullable Object> table = new AtomicReferenceArray<>(0);
        private int at;
        private @Nullable T next;

        Walk(List<AtomicReferenceArray<@Nullable Object>> tables) {
            this.tables = tables.iterator();
        }

        @Override
        public boolean hasNext() {
            while (next == null && (at < table.length() || tables.hasNext())) {
                if (at < table.length()) {
                    look();
                } else {
                    table = tables.next();
                    at = 0;
                }
            }
            return next != null;
        }

        /// Keeps what it sees: a moment later it may be gone.
        @SuppressWarnings("unchecked")
        private void look() {
            if (table.get(at++) instanceof Folded folded) {
                next = (T) folded;
            }
        }

        @Override
        public T next() {
            var found = hasNext() ? next : null;
            if (found == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return found;
        }
    }
}
