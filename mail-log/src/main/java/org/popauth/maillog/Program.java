package org.popauth.maillog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Printable;
import org.popauth.maillog.header.Carriers;
import org.popauth.maillog.parser.Parser;
import org.popauth.maillog.parser.ProgramReader;

/// The name of a program as headers have it, and who reads its lines. Made once per name.
///
/// @param name what events call it
/// @param reader null if none reads its lines
/// @param isCarrier true when its messages are lines of others
/// @param isLast true for the first word of `last message repeated 3 times`, which stands where
///   programs do
record Program(String name, @Nullable ProgramReader reader, boolean isCarrier, boolean isLast) {

    private static final int NAME_CHARS_MAX = 128;
    private static final String UNIT = ".service";

    /// @param builtIn those that stand in the way of reading what a program carries
    /// @param parsers those and operators' patterns, which come last
    static Program of(List<Parser> builtIn, List<Parser> parsers, String text) {
        var name = withoutUnit(text);
        var reader = SharedProgram.of(parsers, name);
        boolean isBuiltIn = builtIn.stream().anyMatch(each -> each.reads(name));
        return new Program(
                Printable.of(name, NAME_CHARS_MAX),
                reader,
                !isBuiltIn && Carriers.isCarrier(name),
                reader == null && (name.equals("last") || name.equals("---")));
    }

    /// journald can name the unit in place of the program: `postfix@-.service`.
    private static String withoutUnit(String text) {
        if (!text.endsWith(UNIT)) {
            return text;
        }
        int at = text.indexOf('@');
        return text.substring(0, at < 0 ? text.length() - UNIT.length() : at);
    }
}
