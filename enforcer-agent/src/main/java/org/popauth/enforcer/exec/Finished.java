package org.popauth.enforcer.exec;

import java.util.List;
import org.popauth.events.Printable;

/// What came of a program that ran to its end.
///
/// @param output what it wrote, as its reader understood it
/// @param errors the beginning of what it complained about
public record Finished<T>(List<String> command, int exitCode, T output, String errors) {

    private static final int ERROR_CHARS_MAX = 500;

    public boolean ok() {
        return exitCode == 0;
    }

    /// The output of a program that must succeed.
    ///
    /// @throws CommandFailed when it did not
    public T orThrow() {
        if (!ok()) {
            throw failure();
        }
        return output;
    }

    /// What to say about a program that did not succeed.
    public CommandFailed failure() {
        var said = Printable.of(errors.strip().replace('\n', ' '), ERROR_CHARS_MAX);
        return new CommandFailed(
                command.getFirst() + " ended with " + exitCode + ": " + said + advice(said));
    }

    private static String advice(String said) {
        return said.contains("Operation not permitted") || said.contains("Permission denied")
                ? "; run it as root; the agent needs CAP_NET_ADMIN and its state directory"
                        + " (docs/how-to/add-a-mail-host.md)"
                : "";
    }
}
