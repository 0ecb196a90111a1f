package org.popauth.cli.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;
import org.popauth.maillog.bytes.Interned;
import org.popauth.maillog.header.Header;

/// How many lines each program wrote. Of too many programs the later ones are counted together.
final class Programs {

    private static final int KEPT_MAX = 1000;
    private static final int NAME_CHARS_MAX = 64;
    private static final String OTHERS = "(others)";

    private final Map<String, Found> found = new HashMap<>();
    private final Interned<Found> known = new Interned<>(this::found);
    private final Header header = new Header();

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
        var printable = Printable.of(name, NAME_CHARS_MAX);
        var key = found.size() < KEPT_MAX || found.containsKey(printable) ? printable : OTHERS;
        return found.computeIfAbsent(key, _ -> new Found());
    }

    /// One more line; one that names no program is counted nowhere.
    void add(Explained line) {
        if (header.read(line.bytes(), line.from(), line.to()) != null) {
            return;
        }
        var program = known.get(line.bytes(), header.programFrom(), header.programTo());
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
