package org.popauth.decision.api;

import java.util.List;

/// A whole list.
record Items<V>(List<V> items, int total) {
    static <V> Items<V> of(List<V> items) {
        return new Items<>(items, items.size());
    }
}
