package org.popauth.cli.terminal;

/// How a command prints what it found.
public enum OutputFormat {
    /// For people.
    text,
    /// For programs: one JSON value.
    json
}
