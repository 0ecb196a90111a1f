package org.popauth.standalone.fault;

/// Why an instance cannot start: one line that names the thing and the way out.
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param message for a person, on one line
    public StartFailure(String message) {
        super(message);
    }

    /// @param message for a person, on one line
    /// @param cause for the log only
    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
