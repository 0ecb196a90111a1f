package org.popauth.maillog.patterns;

import java.util.HashMap;
import java.util.Map;

/// The characters of a pattern that stand for themselves, outside of all groups.
final class Literals {

    private static final int NONE = -1;

    private final StringBuilder run = new StringBuilder();
    private final Map<Integer, Integer> beginAt = new HashMap<>();
    private final Map<Integer, Integer> endAt = new HashMap<>();
    private String longest = "";
    private int last = NONE;

    /// One more.
    ///
    /// @param from where it begins in the pattern
    /// @param to where it ends there: behind the second character if it is escaped
    void add(char c, int from, int to) {
        if (c >= 0x80) {
            end();
            return;
        }
        run.append(c);
        beginAt.put(from, (int) c);
        endAt.put(to, (int) c);
        last = from;
    }

    /// The last thing is repeated: if it is a character, it may be missing.
    ///
    /// @param isThere true when it is there at least once
    void repeated(boolean isThere) {
        if (!run.isEmpty() && !isThere) {
            run.setLength(run.length() - 1);
            beginAt.remove(last);
        }
        end();
    }

    /// Something else stands here.
    void end() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }

    /// The longest run of them.
    String longest() {
        return longest;
    }

    /// The character that begins at a place of the pattern, -1 if another thing does.
    int beginningAt(int place) {
        return beginAt.getOrDefault(place, NONE);
    }

    /// The character that ends at a place of the pattern, -1 if another thing does.
    int endingAt(int place) {
        return endAt.getOrDefault(place, NONE);
    }
}
