package org.popauth.maillog;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;

/// The parsers of daemons that share a program's name, as `imapd` is that of three.
///
/// Each is asked in turn until one knows the shape of the message; all of them decide by what the
/// daemon writes at its beginning, where no client's text stands.
///
/// @param daemon the names of the daemons
/// @param parsers those that read the program's lines, in the order of [AllParsers]
record SharedProgram(String daemon, List<Parser> parsers) implements Parser {

    /// The parser for a program; null if none reads its lines.
    static @Nullable Parser of(List<Parser> all, String program) {
        var readers = all.stream().filter(each -> each.reads(program)).toList();
        return switch (readers.size()) {
            case 0 -> null;
            case 1 -> readers.getFirst();
            default ->
                    new SharedProgram(
                            String.join(" ", readers.stream().map(Parser::daemon).toList()),
                            readers);
        };
    }

    @Override
    public boolean reads(String program) {
        return parsers.stream().allMatch(each -> each.reads(program));
    }

    @Override
    public Outcome read(Line line) {
        for (int i = 0; i < parsers.size(); i++) {
            var outcome = parsers.get(i).read(line);
            if (outcome != HARMLESS) {
                return outcome;
            }
        }
        return HARMLESS;
    }

    @Override
    public @Nullable EventId oldestOpen() {
        throw new UnsupportedOperationException("each parser is asked for itself");
    }
}
