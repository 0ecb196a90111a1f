package org.popauth.maillog;

import static org.popauth.maillog.parser.Outcome.Nothing.HARMLESS;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.parser.Line;
import org.popauth.maillog.parser.Outcome;
import org.popauth.maillog.parser.Parser;
import org.popauth.maillog.parser.ProgramReader;

/// The parsers of daemons that share a program's name, as `imapd` is that of three.
///
/// Each is asked in turn until one knows the shape of the message; all of them decide by what the
/// daemon writes at its beginning, where no client's text stands.
///
/// @param readers those that read the program's lines, in the order of [AllParsers]
record SharedProgram(List<ProgramReader> readers) implements ProgramReader {

    /// Who reads the lines of a program; null if nobody does.
    static @Nullable ProgramReader of(List<Parser> all, String program) {
        var readers =
                all.stream()
                        .filter(each -> each.reads(program))
                        .map(each -> each.reader(program))
                        .toList();
        return switch (readers.size()) {
            case 0 -> null;
            case 1 -> readers.getFirst();
            default -> new SharedProgram(readers);
        };
    }

    @Override
    public Outcome read(Line line) {
        for (int i = 0; i < readers.size(); i++) {
            var outcome = readers.get(i).read(line);
            if (outcome != HARMLESS) {
                return outcome;
            }
        }
        return HARMLESS;
    }
}
