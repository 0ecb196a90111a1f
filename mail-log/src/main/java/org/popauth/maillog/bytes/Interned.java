package org.popauth.maillog.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Values made from short names that come again and again, so that they are made once.
///
/// Of a fixed size: a name that falls on the place of another takes that place.
///
/// @param <T> what is made from a name
public final class Interned<T> {

    private static final int PLACES = 1024;
    private static final int NAME_BYTES_MAX = 255;

    /// 2^64 divided by the golden ratio (Fibonacci hashing).
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

    private final @Nullable Entry<T>[] entries;
    private final Function<String, T> maker;

    private record Entry<T>(byte[] name, T value) {}

    @SuppressWarnings("unchecked")
    public Interned(Function<String, T> maker) {
        this.maker = maker;
        this.entries = (@Nullable Entry<T>[]) new Entry<?>[PLACES];
    }

    /// The value for the bytes in the range.
    public T get(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + NAME_BYTES_MAX);
        int place = hash(bytes, from, end) & (PLACES - 1);
        var entry = entries[place];
        if (entry != null && Arrays.equals(entry.name, 0, entry.name.length, bytes, from, end)) {
            return entry.value;
        }
        var name = Arrays.copyOfRange(bytes, from, end);
        var made = new Entry<>(name, maker.apply(new String(name, StandardCharsets.UTF_8)));
        entries[place] = made;
        return made.value;
    }

    private static int hash(byte[] bytes, int from, int to) {
        long hash = to - from;
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            hash = (hash ^ Bytes.eight(bytes, i)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        for (; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash *= MULTIPLIER;
        return (int) (hash >>> 32);
    }
}
