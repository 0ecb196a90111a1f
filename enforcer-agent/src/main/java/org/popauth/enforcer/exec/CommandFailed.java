package org.popauth.enforcer.exec;

/// A program could not be run, or did not do what it was asked for. The message names the program
/// and says what it said.
public class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
