package org.popauth.decision.store;

import java.util.List;

/// One page of what was found.
///
/// @param items of this page
/// @param total how many there are on all pages
public record Found<V>(List<V> items, long total) {
    public Found {
        items = List.copyOf(items);
    }
}
