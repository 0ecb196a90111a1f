package org.popauth.maillog.bytes;

import java.nio.charset.StandardCharsets;
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

    /// A value under a name, which is kept as [Bytes#word] reads it.
    private record Entry<T>(int length, long[] words, T value) {

        boolean isOf(byte[] bytes, int from, int to) {
            if (length != to - from) {
                return false;
            }
            int at = from;
            for (long word : words) {
                if (word != Bytes.word(bytes, at, to)) {
                    return false;
                }
                at += Long.BYTES;
            }
            return true;
        }
    }

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
        if (entry != null && entry.isOf(bytes, from, end)) {
            return entry.value;
        }
        var made = make(bytes, from, end);
        entries[place] = made;
        return made.value;
    }

    private Entry<T> make(byte[] bytes, int from, int to) {
        int length = to - from;
        var words = new long[(length + Long.BYTES - 1) / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = Bytes.word(bytes, from + i * Long.BYTES, to);
        }
        var name = new String(bytes, from, length, StandardCharsets.UTF_8);
        return new Entry<>(length, words, maker.apply(name));
    }

    private static int hash(byte[] bytes, int from, int to) {
        long hash = to - from;
        for (int i = from; i < to; i += Long.BYTES) {
            hash = (hash ^ Bytes.word(bytes, i, to)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }
}
