package org.popauth.standalone.fault;

import io.smallrye.config.NameIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;

/// The setting that somebody may have meant.
final class NearestName {

    private static final int EDITS_MAX = 3;

    private NearestName() {}

    /// @param key what was written
    /// @param known the keys that exist, with `*` for a part that is free to choose
    static Optional<String> of(String key, Collection<String> known) {
        record Candidate(String name, int edits) {}
        return known.stream()
                .map(name -> fill(name, key))
                .map(name -> new Candidate(name, edits(key, name)))
                .filter(candidate -> candidate.edits() >= 0)
                .min(Comparator.comparingInt(Candidate::edits).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    @SuppressWarnings("deprecation") // the successor is in a library of its own
    private static int edits(String key, String name) {
        return StringUtils.getLevenshteinDistance(key, name, EDITS_MAX);
    }

    /// The name with the free parts taken from the key.
    private static String fill(String name, String key) {
        if (!name.contains("*")) {
            return name;
        }
        var named = parts(name);
        var given = parts(key);
        if (named.size() != given.size()) {
            return name;
        }
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i).equals("*")) {
                named.set(i, given.get(i));
            }
        }
        return String.join(".", named);
    }

    private static List<String> parts(String name) {
        var parts = new ArrayList<String>();
        var at = new NameIterator(name);
        while (at.hasNext()) {
            int start = at.getPosition() + 1;
            at.next();
            parts.add(name.substring(start, at.getPosition()));
        }
        return parts;
    }
}
