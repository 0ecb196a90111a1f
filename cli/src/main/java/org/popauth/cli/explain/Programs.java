package org.popauth.cli.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.popauth.maillog.Reading;

/// How many lines each program wrote. Of too many programs the later ones are counted together.
final class Programs {

    private static final int KEPT_MAX = 1000;
    private static final String OTHERS = "(others)";

    private final Map<String, Found> found = new HashMap<>();

    /// A program.
    ///
    /// @param lines how many it wrote
    /// @param recognised how many of them gave an event
    /// @param unparsable how many of them have not the form that they should have
    record Program(String name, long lines, long recognised, long unparsable) {}

    private static final class Found {
        private long lines;
        private long recognised;
        private long unparsable;
    }

    private Found found(String name) {
        var known = found.get(name);
        if (known != null) {
            return known;
        }
        var key = found.size() < KEPT_MAX ? name : OTHERS;
        return found.computeIfAbsent(key, _ -> new Found());
    }

    /// One more line; one that names no program is counted nowhere.
    void add(Explained line) {
        var name = line.program();
        if (name == null) {
            return;
        }
        var program = found(name);
        program.lines++;
        switch (line.reading()) {
            case Reading.Recognised _ -> program.recognised++;
            case Reading.Unparsable _ -> program.unparsable++;
            case Reading.Ignored _ -> {}
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
