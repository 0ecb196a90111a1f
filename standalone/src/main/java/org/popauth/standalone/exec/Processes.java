package org.popauth.standalone.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts programs: lists of arguments only, no shell.
public final class Processes {

    private static final int OUTPUT_BYTES_MAX = 16 * 1024;

    private Processes() {}

    /// What a program printed and how it ended.
    ///
    /// @param status its exit status
    /// @param output the first bytes of what it wrote to standard output and standard error
    public record Finished(int status, String output) {

        /// True when it ended with status 0.
        public boolean succeeded() {
            return status == 0;
        }
    }

    /// Runs a program to its end; kills it when that takes too long.
    ///
    /// @throws IOException when it cannot be started, or took too long
    public static Finished run(List<String> command, Duration limit) throws IOException {
        var output = Files.createTempFile("popauth", ".out");
        try {
            var process = start(command, Path.of("/"), output);
            if (!await(process, limit)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within " + limit);
            }
            return new Finished(process.exitValue(), firstBytes(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /// Starts a program that goes on running.
    ///
    /// @param directory where it works
    /// @param log the file that its standard output and standard error are appended to
    /// @throws IOException when it cannot be started
    public static Process start(List<String> command, Path directory, Path log) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /// Waits for the end of a process.
    ///
    /// @return false when it still runs after that time
    public static boolean await(Process process, Duration limit) throws IOException {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a process", e);
        }
    }

    private static String firstBytes(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(OUTPUT_BYTES_MAX), UTF_8).strip();
        }
    }
}
