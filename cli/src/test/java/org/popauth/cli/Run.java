package org.popauth.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.popauth.cli.terminal.Terminal;

/// One run of the program, in this JVM, and what it printed.
public record Run(int status, String out, String err) {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    public static Run of(String... args) {
        return withInput(new byte[0], args);
    }

    public static Run withInput(byte[] input, String... args) {
        return run(input, false, 0, false, args);
    }

    /// On a terminal with colours.
    static Run onTerminal(int columns, String... args) {
        return run(new byte[0], true, columns, false, args);
    }

    /// With a person who types these lines.
    public static Run answered(String answers, String... args) {
        return run(answers.getBytes(StandardCharsets.UTF_8), false, 0, true, args);
    }

    private static Run run(
            byte[] input, boolean isTerminal, int columns, boolean answered, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        var errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        var terminal =
                new Terminal(
                        new ByteArrayInputStream(input),
                        outStream,
                        errStream,
                        isTerminal,
                        columns,
                        answered);
        int status = Popauth.run(terminal, Clock.fixed(NOW, ZoneOffset.UTC), args);
        outStream.flush();
        return new Run(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
