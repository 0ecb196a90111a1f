package org.popauth.maillog;

import org.popauth.maillog.patterns.BadPatterns;

/// Reads any bytes as a file of operators' patterns: it is right, or a fault has a place.
///
/// Public, with this method, because Jazzer calls it.
public final class PatternFileFuzz {

    private PatternFileFuzz() {}

    /// Reads one file.
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            var patterns = OperatorPatterns.of("fuzz.yaml", input);
            if (patterns.isEmpty()) {
                throw new IllegalStateException("right, and empty");
            }
        } catch (BadPatterns e) {
            for (var fault : e.faults()) {
                if (fault.line() < 1 || fault.column() < 1 || fault.message().isEmpty()) {
                    throw new IllegalStateException("a fault without a place: " + fault, e);
                }
            }
        }
    }
}
