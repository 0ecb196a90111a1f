package org.popauth.maillog.patterns;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.OffenceKind;

/// One pattern of a file.
///
/// @param name as metrics and people call it
/// @param programs whose lines it is for; `*` at the end stands for any rest
/// @param says what its lines say
/// @param kind of the offence; null if it is none
/// @param expression what the whole message must be like
/// @param service constant, for lines that do not say; null if there is none
/// @param after the name of the pattern of the first line that it needs; null if it stands alone
/// @param within how long a first line is remembered, by the stamps of lines
/// @param samples lines that it must match or must not
/// @param at where it begins in the file
record Entry(
        String name,
        List<String> programs,
        Says says,
        @Nullable OffenceKind kind,
        Expression expression,
        @Nullable String service,
        @Nullable String after,
        Duration within,
        List<Sample> samples,
        Fault at) {

    Entry {
        programs = List.copyOf(programs);
        samples = List.copyOf(samples);
    }

    /// True when lines of this program are for it.
    boolean reads(String program) {
        for (var each : programs) {
            boolean begins =
                    each.endsWith("*") && program.startsWith(each.substring(0, each.length() - 1));
            if (begins || program.equals(each)) {
                return true;
            }
        }
        return false;
    }

    /// The fault that something is wrong with it.
    Fault wrong(String message) {
        return new Fault(at.file(), at.line(), at.column(), message);
    }
}
