package org.popauth.maillog.bytes;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// Values made from short names that come again and again, so that they are made once.
///
/// @param <T> what is made from a name
public final class Interned<T> {

    private final ByName<T> known = new ByName<>();
    private final Function<String, T> maker;

    public Interned(Function<String, T> maker) {
        this.maker = maker;
    }

    /// The value for the bytes in the range.
    public T get(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + ByName.NAME_BYTES_MAX);
        var value = known.find(bytes, from, end);
        return value == null ? make(bytes, from, end) : value;
    }

    private T make(byte[] bytes, int from, int to) {
        var made = maker.apply(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        known.put(bytes, from, to, made);
        return made;
    }
}
