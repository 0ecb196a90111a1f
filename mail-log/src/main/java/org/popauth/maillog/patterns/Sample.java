package org.popauth.maillog.patterns;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line that a pattern must match, or must not.
///
/// @param given lines of the same source before it
/// @param line the whole line, with its header
/// @param gives what it must give, by the names of groups; null if the pattern must not match it
/// @param at where it stands in the file
public record Sample(
        List<String> given, String line, @Nullable Map<String, String> gives, Fault at) {

    public Sample {
        given = List.copyOf(given);
        gives = gives == null ? null : Map.copyOf(gives);
    }

    /// The fault that something is wrong with it.
    public Fault wrong(String message) {
        return new Fault(at.file(), at.line(), at.column(), message);
    }
}
