package org.popauth.enforcer.desired;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Lets equal values share one object, as long as the value was seen lately: a few rules give a
/// million decisions the same reasons. A cache of fixed size; what it misses is merely not shared.
final class Texts {

    private static final int SLOTS = 8192;
    private static final AtomicReferenceArray<Object> SEEN = new AtomicReferenceArray<>(SLOTS);

    private Texts() {}

    /// Why a decision was made, put together of its rule and its reason.
    private record Because(String rule, String reason, String text) {}

    private static final AtomicReferenceArray<Because> BECAUSE = new AtomicReferenceArray<>(SLOTS);

    /// The rule and the reason as one text, which is put together once for all who have the same.
    static String because(String rule, String reason) {
        int slot = slot(rule.hashCode() * 31 + reason.hashCode());
        var seen = BECAUSE.get(slot);
        if (seen == null || !seen.rule.equals(rule) || !seen.reason.equals(reason)) {
            seen = new Because(rule, reason, rule + ": " + reason);
            BECAUSE.set(slot, seen);
        }
        return seen.text;
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }

    /// An equal value, often one that others have too.
    @SuppressWarnings("unchecked")
    static <T> T shared(T value) {
        int slot = slot(value.hashCode());
        var seen = SEEN.get(slot);
        if (value.equals(seen)) {
            return (T) seen;
        }
        SEEN.set(slot, value);
        return value;
    }
}
