package org.popauth.maillog.parser;

/// Reads the lines that one program of a daemon writes, in their order.
@FunctionalInterface
public interface ProgramReader {

    /// Reads one line.
    Outcome read(Line line);
}
