package org.popauth.cli.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.Reading;

/// How many lines each program wrote. Of too many programs the later ones are counted together.
final class Programs {

    private static final int KEPT_MAX = 1000;
    private static final String OTHERS = "(others)";
    private static final int RECENT = 64;

    private final Map<String, Found> found = new HashMap<>();

    /// Those that were met last, each where the hash of its name says: that is looked at first,
    /// because it takes a third of what looking into the map takes.
    private final @Nullable Found[] recent = new @Nullable Found[RECENT];

    /// A program.
    ///
    /// @param lines how many it wrote
    /// @param recognised how many of them gave an event
    /// @param unparsable how many of them have not the form that they should have
    record Program(String name, long lines, long recognised, long unparsable) {}

    private static final class Found {
        private final String name;
        private long lines;
        private long recognised;
        private long unparsable;

        Found(String name) {
            this.name = name;
        }
    }

    private Found found(String name) {
        int place = name.hashCode() & (RECENT - 1);
        var last = recent[place];
        if (last != null && last.name.equals(name)) {
            return last;
        }
        var key = found.containsKey(name) || found.size() < KEPT_MAX ? name : OTHERS;
        var known = found.computeIfAbsent(key, Found::new);
        recent[place] = known;
        return known;
    }

    /// One more line; one that names no program is counted nowhere.
    void add(Explained line) {
        var name = line.program();
        if (name == null) {
            return;
        }
        var program = found(name);
        program.lines++;
        if (line.reading() instanceof Reading.Recognised) {
            program.recognised++;
        } else if (line.reading() instanceof Reading.Unparsable) {
            program.unparsable++;
        }
    }

    /// All of them, the one that wrote most lines first.
    List<Program> all() {
        var all = new ArrayList<Program>();
        found.forEach(
                (name, each) ->
                        all.add(new Program(name, each.lines, each.recognised, each.unparsable)));
        all.sort(Comparator.comparingLong(Program::lines).reversed().thenComparing(Program::name));
        return all;
    }
}
