package org.popauth.ingest.journal;

import java.util.ArrayList;
import java.util.List;

/// Numbers of users, from one to another, both included.
public record UidRange(long first, long last) {

    private static final long MAX = 0xFFFF_FFFEL;

    public UidRange {
        if (first < 0 || last < first || last > MAX) {
            throw new IllegalArgumentException("not a range of users: " + first + "-" + last);
        }
    }

    /// Reads `0-999,5000`.
    ///
    /// @throws IllegalArgumentException when it is something else
    public static List<UidRange> parse(String text) {
        var ranges = new ArrayList<UidRange>();
        for (var part : text.split(",", -1)) {
            var range = part.strip();
            int dash = range.indexOf('-');
            ranges.add(
                    dash < 0
                            ? new UidRange(Long.parseLong(range), Long.parseLong(range))
                            : new UidRange(
                                    Long.parseLong(range.substring(0, dash)),
                                    Long.parseLong(range.substring(dash + 1))));
        }
        return ranges;
    }

    boolean contains(long uid) {
        return uid >= first && uid <= last;
    }
}
