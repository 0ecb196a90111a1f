package org.popauth.cli.terminal;

/// A command could not do what it was asked for. The message names the thing and the way out; it is
/// all that a person sees.
public final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
