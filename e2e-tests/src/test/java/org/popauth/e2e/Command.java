package org.popauth.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end, within a time.
final class Command {

    /// What a program printed, and how it ended.
    record Result(int status, String output) {}

    private Command() {}

    /// Runs a program; its errors are part of its output.
    static Result run(Duration longest, List<String> command) {
        try {
            var output = Files.createTempFile("popauth-e2e", ".out");
            try {
                return run(longest, command, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return new Result(127, "cannot run " + command + ": " + e.getMessage());
        }
    }

    private static Result run(Duration longest, List<String> command, Path output)
            throws IOException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return new Result(124, "took longer than " + longest + ": " + command);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        var text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return new Result(process.exitValue(), text);
    }

    /// Runs a short program.
    static Result run(String... command) {
        return run(Duration.ofSeconds(30), List.of(command));
    }

    /// True when a program is there.
    static boolean exists(String name) {
        return run("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin command -v " + name).status() == 0;
    }
}
