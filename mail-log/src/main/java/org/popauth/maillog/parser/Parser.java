package org.popauth.maillog.parser;

import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;

/// Reads the lines of one daemon, of one source, in their order.
///
/// A parser goes over the bytes from left to right, from what the daemon itself prints, and never
/// searches a line for something that a client can write into it. What it remembers from line to
/// line depends on lines alone, so that the same lines give the same events again.
public interface Parser extends ProgramReader {

    /// The daemon's name, in lower case.
    String daemon();

    /// True when lines of this program are for this parser. Asked once per program.
    boolean reads(String program);

    /// The part of it that reads the lines of one of its programs. Asked once per program.
    default ProgramReader reader(String program) {
        return this;
    }

    /// The oldest line that a later one may still depend on; null if there is none.
    default @Nullable EventId oldestOpen() {
        return null;
    }
}
