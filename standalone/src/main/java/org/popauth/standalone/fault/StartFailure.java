package org.popauth.standalone.fault;

import java.util.List;

/// Why an instance cannot start: lines that each name a thing and the way out; mostly one.
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String[] lines;

    /// @param message for a person, on one line
    public StartFailure(String message) {
        super(message);
        this.lines = new String[] {message};
    }

    /// @param message for a person, on one line
    /// @param cause for the log only
    public StartFailure(String message, Throwable cause) {
        super(message, cause);
        this.lines = new String[] {message};
    }

    /// @param lines for a person, one for each thing that is wrong
    /// @param cause for the log only
    public StartFailure(List<String> lines, Throwable cause) {
        super(String.join("; ", lines), cause);
        this.lines = lines.toArray(String[]::new);
    }

    /// What is wrong, for a person.
    public List<String> lines() {
        return List.of(lines);
    }
}
