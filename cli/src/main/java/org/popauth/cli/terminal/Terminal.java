package org.popauth.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/// Where a command reads from and writes to.
///
/// @param in standard input
/// @param out standard output, buffered: whoever waits for input flushes it first
/// @param err standard error
/// @param isTerminal true when `out` is a terminal that shows colours
/// @param columns how wide the terminal is; 0 when `out` is none, and lines are left as they are
/// @param isAnswered true when a person reads `out` and types what comes from `in`
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean isTerminal,
        int columns,
        boolean isAnswered) {

    private static final int BUFFER_BYTES = 1 << 16;

    /// The terminal that the program was started in. The script knows whether it is one.
    public static Terminal ofProcess() {
        var out =
                new PrintStream(
                        new BufferedOutputStream(
                                new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                        false,
                        System.out.charset());
        boolean isTerminal =
                Boolean.getBoolean("popauth.terminal") && System.getenv("NO_COLOR") == null;
        int columns = Math.max(Integer.getInteger("popauth.columns", 0), 0);
        return new Terminal(
                System.in,
                out,
                System.err,
                isTerminal,
                columns,
                Boolean.getBoolean("popauth.answered"));
    }

    /// Prints a line. Where the terminal ends it goes on below, indented.
    ///
    /// @param indent of the lines that follow the first
    public void print(String text, int indent) {
        out.println(Wrapped.text(text, indent, columns));
    }

    /// True when nobody reads the output any more.
    public boolean isClosed() {
        return out.checkError();
    }
}
