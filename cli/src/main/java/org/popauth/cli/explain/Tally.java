package org.popauth.cli.explain;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// How often each of a few names was met.
final class Tally {

    private final Map<String, long[]> counts = new HashMap<>();

    void add(String name) {
        var count = counts.get(name);
        if (count == null) {
            count = new long[1];
            counts.put(name, count);
        }
        count[0]++;
    }

    /// The counts, in the order of their names.
    Map<String, Long> byName() {
        var named = new TreeMap<String, Long>();
        counts.forEach((name, count) -> named.put(name, count[0]));
        return named;
    }
}
