package org.popauth.cli.explain;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// How often each thing was met.
///
/// @param <K> of which there are few
final class Tally<K> {

    private final Map<K, long[]> counts = new HashMap<>();

    void add(K key) {
        var count = counts.get(key);
        if (count == null) {
            count = new long[1];
            counts.put(key, count);
        }
        count[0]++;
    }

    /// The counts, in the order of their names.
    Map<String, Long> byName(Function<K, String> name) {
        var named = new TreeMap<String, Long>();
        counts.forEach((key, count) -> named.merge(name.apply(key), count[0], Long::sum));
        return named;
    }
}
