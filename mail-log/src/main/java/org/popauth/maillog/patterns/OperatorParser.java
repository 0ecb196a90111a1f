package org.popauth.maillog.patterns;

import static org.popauth.maillog.parser.Outcome.Nothing.AMBIGUOUS;
import static org.popauth.maillog.parser.Outcome.Nothing.FIRST_HALF;
import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.EventId;
import org.popauth.maillog.parser.Honest;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// Reads lines by operators' patterns: those of programs that no other parser reads, or about which
/// the parser of the program has nothing to say.
///
/// All patterns of the program are tried, and their order does not matter: a message that two of
/// them read differently is read by neither. A line that may have been cut is not read, because its
/// end is then where a client wants it to be.
public final class OperatorParser implements Parser {

    private static final int PROGRAMS_MAX = 1000;

    private final List<Entry> entries;
    private final Map<String, List<Entry>> byProgram = new HashMap<>();
    private final FirstLines firstLines;
    private List<Entry> last = List.of();
    private String lastProgram = "";
    private @Nullable String matched;

    /// The group of the client matched something else.
    private static final class NoAddress extends Exception {
        private static final long serialVersionUID = 1L;

        NoAddress() {
            super("no address", null, false, false);
        }
    }

    /// @param patterns shared with other sources
    public OperatorParser(Patterns patterns) {
        this.entries = patterns.entries();
        this.firstLines = new FirstLines(entries);
    }

    @Override
    public String daemon() {
        return "operator";
    }

    @Override
    public boolean reads(String program) {
        return !of(program).isEmpty();
    }

    private List<Entry> of(String program) {
        return entries.stream().filter(each -> each.reads(program)).toList();
    }

    /// The name of the pattern that matched the last line; null if none did.
    public @Nullable String matched() {
        return matched;
    }

    /// Forgets which pattern matched, before the next line.
    public void begin() {
        matched = null;
    }

    @Override
    public Outcome read(Line line) {
        boolean mayMatch = mayMatch(line);
        if (Honest.mayBeCut(line)) {
            firstLines.forget(line);
            return mayMatch ? Honest.tooLong("a pattern") : HARMLESS;
        }
        return mayMatch ? match(line) : HARMLESS;
    }

    private boolean mayMatch(Line line) {
        var message = line.message();
        var candidates = entriesFor(line);
        for (int i = 0; i < candidates.size(); i++) {
            var expression = candidates.get(i).expression();
            if (expression.mayMatch(message.bytes(), message.at(), message.end())) {
                return true;
            }
        }
        return false;
    }

    /// The patterns for the program of the line; looked up anew only when the program changes.
    private List<Entry> entriesFor(Line line) {
        var program = line.program();
        if (!program.equals(lastProgram)) {
            if (byProgram.size() >= PROGRAMS_MAX) {
                byProgram.clear();
            }
            last = byProgram.computeIfAbsent(program, this::of);
            lastProgram = program;
        }
        return last;
    }

    private Outcome match(Line line) {
        try {
            var said = said(line);
            return said == null ? HARMLESS : outcome(line, said);
        } catch (Ambiguous e) {
            firstLines.forget(line);
            return AMBIGUOUS;
        } catch (NoAddress e) {
            firstLines.forget(line);
            return new Outcome.Unparsable("a pattern: the group client holds no address");
        }
    }

    private @Nullable Said said(Line line) throws Ambiguous, NoAddress {
        var cursor = line.message();
        int from = cursor.at();
        var message = Cleaned.message(cursor.bytes(), from, cursor.end());
        Said first = null;
        for (var entry : entriesFor(line)) {
            var expression = entry.expression();
            var match =
                    expression.mayMatch(message, 0, message.length)
                            ? expression.match(message)
                            : null;
            if (match == null) {
                continue;
            }
            var said = said(line, entry, match, from);
            if (first != null && !first.isAsGoodAs(said)) {
                throw new Ambiguous();
            }
            first = first == null ? said : first;
        }
        return first;
    }

    private static Said said(Line line, Entry entry, Expression.Match match, int from)
            throws NoAddress {
        Address address = null;
        var client = match.client();
        if (client != null) {
            address = line.message().address(from + client.from(), from + client.to());
            if (address == null) {
                throw new NoAddress();
            }
        }
        var texts = new EnumMap<Group, String>(Group.class);
        match.spans()
                .forEach(
                        (group, span) -> {
                            if (span.to() > span.from() || group == Group.SENDER) {
                                texts.put(group, line.text(from + span.from(), from + span.to()));
                            }
                        });
        return new Said(entry, address, texts);
    }

    private Outcome outcome(Line line, Said said) {
        var before = firstLines.get(line, said);
        if (said.entry().after() != null && before == null) {
            return HARMLESS;
        }
        matched = said.entry().name();
        return switch (said.entry().says()) {
            case FIRST_LINE -> {
                firstLines.put(line, said);
                yield FIRST_HALF;
            }
            case LAST_LINE -> {
                firstLines.forget(line, said);
                yield HARMLESS;
            }
            default -> Told.event(line, before == null ? said : said.after(before), before);
        };
    }

    @Override
    public @Nullable EventId oldestOpen() {
        return firstLines.oldest();
    }
}
