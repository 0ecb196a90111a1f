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
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean isTerminal) {

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
        return new Terminal(System.in, out, System.err, isTerminal);
    }

    /// True when nobody reads the output any more.
    public boolean isClosed() {
        return out.checkError();
    }
}
