package org.popauth.enforcer.desired;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Lets equal values share one object, as long as the value was seen lately: a few rules give a
/// million decisions the same reasons. A cache of fixed size; what it misses is merely not shared.
final class Texts {

    private static final int SLOTS = 8192;
    private static final AtomicReferenceArray<Object> SEEN = new AtomicReferenceArray<>(SLOTS);

    private Texts() {}

    /// An equal value, often one that others have too.
    @SuppressWarnings("unchecked")
    static <T> T shared(T value) {
        int hash = value.hashCode();
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        var seen = SEEN.get(slot);
        if (value.equals(seen)) {
            return (T) seen;
        }
        SEEN.set(slot, value);
        return value;
    }
}
