package org.popauth.cli.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.popauth.events.Printable;

/// The most frequent shapes of the lines that gave no event for one reason.
///
/// The first lines are all looked at, then one of many, which counts for them all; and rare shapes
/// are forgotten when there are too many. So counts are near the truth, and it costs little.
final class Shapes {

    private static final int SHOWN_MAX = 5;
    private static final int KEPT_MAX = 2000;
    private static final int ALL_UP_TO = 10_000;

    /// A prime, so that lines which come in turn are met alike.
    private static final int THEN_ONE_OF = 199;

    private static final int EXAMPLE_CHARS_MAX = 200;

    private final Shape shape = new Shape();
    private final Map<String, Found> found = new HashMap<>();

    /// How many lines are still looked at each, and then how many there are to the next one.
    private int allOf = ALL_UP_TO;

    private int toNext = THEN_ONE_OF;

    /// A shape.
    ///
    /// @param shape the line without what changes
    /// @param count about how many lines have it
    /// @param place where the first one stands
    /// @param example the first one
    record Frequent(String shape, long count, String place, String example)
            implements Comparable<Frequent> {

        /// The most frequent one comes first.
        @Override
        public int compareTo(Frequent other) {
            int byCount = Long.compare(other.count, count);
            return byCount == 0 ? shape.compareTo(other.shape) : byCount;
        }
    }

    private static final class Found {
        private final String place;
        private final String example;
        private long count;

        Found(String place, String example) {
            this.place = place;
            this.example = example;
        }
    }

    void add(Explained line) {
        if (allOf > 0) {
            allOf--;
            count(line, 1);
        } else if (--toNext == 0) {
            toNext = THEN_ONE_OF;
            count(line, THEN_ONE_OF);
        }
    }

    private void count(Explained line, int times) {
        var key = shape.of(line);
        var known = found.get(key);
        if (known == null) {
            if (found.size() >= KEPT_MAX) {
                found.values().removeIf(each -> each.count <= THEN_ONE_OF);
            }
            if (found.size() >= KEPT_MAX) {
                return;
            }
            known = new Found(line.place(), Printable.of(line.text(), EXAMPLE_CHARS_MAX));
            found.put(key, known);
        }
        known.count += times;
    }

    /// The most frequent ones, that one first.
    List<Frequent> mostFrequent() {
        var all = new ArrayList<Frequent>();
        found.forEach(
                (key, each) -> all.add(new Frequent(key, each.count, each.place, each.example)));
        Collections.sort(all);
        return all.size() <= SHOWN_MAX ? all : List.copyOf(all.subList(0, SHOWN_MAX));
    }
}
