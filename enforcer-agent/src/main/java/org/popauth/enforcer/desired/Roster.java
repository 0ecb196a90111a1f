package org.popauth.enforcer.desired;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Network;

/// One entry per client, packed: a hash table of references with open addressing and linear
/// probing, 4 to 8 bytes per entry beside the entry itself. One thread at a time may change it; any
/// may read it meanwhile, without waiting.
public final class Roster<T extends Folded> extends AbstractCollection<T> {

    private static final int SLOTS_MIN = 64;

    /// Stands where an entry was removed, so that probing goes on behind it.
    private static final Object GONE = new Object();

    private volatile AtomicReferenceArray<@Nullable Object> slots =
            new AtomicReferenceArray<>(SLOTS_MIN);
    private final AtomicInteger size = new AtomicInteger();

    /// Slots that are not free: entries, and those that are gone.
    private int used;

    public @Nullable T get(Client client) {
        return get(client.network());
    }

    public @Nullable T get(Network network) {
        var address = network.address();
        return get(address.high(), address.low(), network.prefixLength());
    }

    /// The entry of a client, given as numbers.
    @SuppressWarnings("unchecked")
    public @Nullable T get(long high, long low, int prefixLength) {
        var table = slots;
        int mask = table.length() - 1;
        int at = hash(high, low, prefixLength) & mask;
        for (var it = table.get(at); it != null; it = table.get(at)) {
            if (it instanceof Folded folded && is(folded, high, low, prefixLength)) {
                return (T) folded;
            }
            at = (at + 1) & mask;
        }
        return null;
    }

    /// Puts an entry in the place of the client's former one.
    ///
    /// @return the former one
    @SuppressWarnings("unchecked")
    public @Nullable T put(T entry) {
        if (used * 4 >= slots.length() * 3) {
            rebuild();
        }
        var table = slots;
        int mask = table.length() - 1;
        int at = hash(entry) & mask;
        for (var it = table.get(at); it != null; it = table.get(at)) {
            if (it instanceof Folded folded && is(folded, entry)) {
                table.set(at, entry);
                return (T) folded;
            }
            at = (at + 1) & mask;
        }
        table.set(at, entry);
        used++;
        size.incrementAndGet();
        return null;
    }

    /// Removes the entry of a client.
    ///
    /// @return what was removed
    @SuppressWarnings("unchecked")
    public @Nullable T remove(Network network) {
        var address = network.address();
        var table = slots;
        int mask = table.length() - 1;
        int at = hash(address.high(), address.low(), network.prefixLength()) & mask;
        for (var it = table.get(at); it != null; it = table.get(at)) {
            if (it instanceof Folded folded
                    && is(folded, address.high(), address.low(), network.prefixLength())) {
                table.set(at, GONE);
                size.decrementAndGet();
                return (T) folded;
            }
            at = (at + 1) & mask;
        }
        return null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean removeIf(Predicate<? super T> condition) {
        var table = slots;
        int before = size.get();
        for (int at = 0; at < table.length(); at++) {
            if (table.get(at) instanceof Folded folded && condition.test((T) folded)) {
                table.set(at, GONE);
                size.decrementAndGet();
            }
        }
        return size.get() < before;
    }

    private void rebuild() {
        int length = Math.max(SLOTS_MIN, Integer.highestOneBit(size.get() * 2) * 2);
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
        used = size.get();
        slots = fresh;
    }

    private static boolean is(Folded one, Folded other) {
        return is(one, other.high(), other.low(), other.prefixLength());
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

    @Override
    public int size() {
        return size.get();
    }

    /// Goes over what was there when it began; what is changed meanwhile may be seen or not.
    @Override
    public Iterator<T> iterator() {
        return new Walk();
    }

    private final class Walk implements Iterator<T> {

        private final AtomicReferenceArray<@Nullable Object> table = slots;
        private int at;

        @Override
        public boolean hasNext() {
            while (at < table.length() && !(table.get(at) instanceof Folded)) {
                at++;
            }
            return at < table.length();
        }

        @Override
        @SuppressWarnings("unchecked")
        public T next() {
            if (hasNext() && table.get(at++) instanceof Folded folded) {
                return (T) folded;
            }
            throw new NoSuchElementException();
        }
    }
}
