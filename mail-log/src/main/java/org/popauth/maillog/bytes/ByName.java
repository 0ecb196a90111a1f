package org.popauth.maillog.bytes;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values under short names, which are looked up by the bytes of a line.
///
/// Of a fixed size: a name that falls on the place of another takes that place. Looking for a name
/// allocates nothing.
///
/// @param <T> what is kept
public final class ByName<T> {

    /// A longer name is never found.
    public static final int NAME_BYTES_MAX = 255;

    private static final int PLACES = 1024;

    /// 2^64 divided by the golden ratio (Fibonacci hashing).
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

    private final @Nullable Entry<T>[] entries;

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
    public ByName() {
        this.entries = (@Nullable Entry<T>[]) new Entry<?>[PLACES];
    }

    /// The value under the name in the range; null if there is none.
    public @Nullable T find(byte[] bytes, int from, int to) {
        var entry = entries[place(bytes, from, to)];
        return entry != null && entry.isOf(bytes, from, to) ? entry.value : null;
    }

    /// Keeps a value under the name in the range.
    public void put(byte[] bytes, int from, int to, T value) {
        int length = to - from;
        if (length > NAME_BYTES_MAX) {
            return;
        }
        var words = new long[(length + Long.BYTES - 1) / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = Bytes.word(bytes, from + i * Long.BYTES, to);
        }
        entries[place(bytes, from, to)] = new Entry<>(length, words, value);
    }

    /// Forgets all names.
    public void clear() {
        Arrays.fill(entries, null);
    }

    private static int place(byte[] bytes, int from, int to) {
        long hash = to - from;
        for (int i = from; i < to; i += Long.BYTES) {
            hash = (hash ^ Bytes.word(bytes, i, to)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        return (int) hash & (PLACES - 1);
    }
}
