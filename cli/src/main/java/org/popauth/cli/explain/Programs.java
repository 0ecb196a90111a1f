package org.popauth.cli.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.Reading;

/// What became of the lines of each program. Of too many programs the later ones are counted
/// together.
final class Programs {

    private static final int KEPT_MAX = 1000;
    private static final String OTHERS = "(others)";
    private static final int RECENT = 256;
    private static final int REASONS = Reading.Ignored.values().length;

    private final Map<String, Counts> found = new HashMap<>();

    /// Of lines that name no program.
    private final Counts unnamed = new Counts("");

    /// Those that were met last, each where the hash of its name says: that is looked at first,
    /// because it takes a third of what looking into the map takes.
    private final @Nullable Counts[] recent = new @Nullable Counts[RECENT];

    /// A program.
    ///
    /// @param lines how many it wrote
    /// @param recognised how many of them gave an event
    /// @param unparsable how many of them have not the form that they should have
    record Program(String name, long lines, long recognised, long unparsable)
            implements Comparable<Program> {

        /// The one that wrote most lines comes first.
        @Override
        public int compareTo(Program other) {
            int byLines = Long.compare(other.lines, lines);
            return byLines == 0 ? name.compareTo(other.name) : byLines;
        }
    }

    /// The counts of one program, of which each line changes only one.
    private static final class Counts {
        private final String name;
        private final long[] ignored = new long[REASONS];
        private long recognised;
        private long unparsable;

        Counts(String name) {
            this.name = name;
        }

        Program total() {
            long lines = recognised + unparsable;
            for (long each : ignored) {
                lines += each;
            }
            return new Program(name, lines, recognised, unparsable);
        }
    }

    /// One more line.
    void add(Explained line) {
        var counts = counts(line.program());
        var reading = line.reading();
        if (reading instanceof Reading.Ignored reason) {
            counts.ignored[reason.ordinal()]++;
        } else if (reading instanceof Reading.Recognised) {
            counts.recognised++;
        } else {
            counts.unparsable++;
        }
    }

    private Counts counts(@Nullable String name) {
        if (name == null) {
            return unnamed;
        }
        int place = name.hashCode() & (RECENT - 1);
        var last = recent[place];
        if (last != null && last.name.equals(name)) {
            return last;
        }
        var known = known(name);
        recent[place] = known;
        return known;
    }

    private Counts known(String name) {
        var key = found.containsKey(name) || found.size() < KEPT_MAX ? name : OTHERS;
        return found.computeIfAbsent(key, Counts::new);
    }

    /// All of them, the one that wrote most lines first.
    List<Program> all() {
        var all = new ArrayList<Program>();
        found.values().forEach(each -> all.add(each.total()));
        Collections.sort(all);
        return all;
    }

    /// The lines of all programs, and those that name none.
    Program total() {
        var all = new Counts("");
        found.values().forEach(each -> addTo(all, each));
        addTo(all, unnamed);
        return all.total();
    }

    private static void addTo(Counts sum, Counts each) {
        sum.recognised += each.recognised;
        sum.unparsable += each.unparsable;
        for (int i = 0; i < REASONS; i++) {
            sum.ignored[i] += each.ignored[i];
        }
    }

    /// How many lines were ignored for a reason.
    long ignored(Reading.Ignored reason) {
        int place = reason.ordinal();
        return unnamed.ignored[place]
                + found.values().stream().mapToLong(each -> each.ignored[place]).sum();
    }
}
