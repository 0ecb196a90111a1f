package org.popauth.cli.doctor.exec;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.popauth.cli.doctor.facts.Seen;

/// Asks programs of the host: found in fixed directories, lists of arguments, no shell, an empty
/// environment, nothing to read, a time limit, and an output that is cut.
///
/// @param prefix put before each command, e.g. to run it in another network namespace
/// @param directories where programs are looked for, in this order
/// @param workingDirectory of the programs
/// @param patience how long one may take
public record Programs(
        List<String> prefix, List<Path> directories, Path workingDirectory, Duration patience) {

    /// The most bytes that are kept of an output.
    static final int TEXT_BYTES_MAX = 4_000_000;

    private static final int ERROR_BYTES_MAX = 16_384;

    private static final List<Path> USUAL =
            List.of(
                    Path.of("/usr/sbin"),
                    Path.of("/usr/bin"),
                    Path.of("/sbin"),
                    Path.of("/bin"),
                    Path.of("/usr/local/sbin"),
                    Path.of("/usr/local/bin"));

    /// The programs of this host.
    public static Programs ofHost(Duration patience) {
        return new Programs(List.of(), USUAL, Path.of("/"), patience);
    }

    /// The same programs, started in another directory.
    public Programs in(Path directory) {
        return new Programs(prefix, directories, directory, patience);
    }

    /// Where a program is.
    public Optional<Path> find(String name) {
        return directories.stream()
                .map(it -> it.resolve(name))
                .filter(it -> Files.isRegularFile(it) && Files.isExecutable(it))
                .findFirst();
    }

    /// Runs a program to its end, whatever that is.
    ///
    /// @return missing when it is not installed; unread when it cannot be started or takes too long
    public Seen<Output> run(String name, String... arguments) {
        return find(name)
                .map(it -> run(name, it, List.of(arguments)))
                .orElseGet(() -> Seen.missing(name + " is not installed"));
    }

    private Seen<Output> run(String name, Path program, List<String> arguments) {
        try {
            var process = start(program, arguments);
            try {
                return output(name, process);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Seen.unread(name + " cannot be run: " + e.getMessage());
        }
    }

    private Process start(Path program, List<String> arguments) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        var builder =
                new ProcessBuilder(command)
                        .directory(workingDirectory.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return builder.start();
    }

    private Seen<Output> output(String name, Process process) {
        long deadline = System.nanoTime() + patience.toNanos();
        var text = beginning(process.getInputStream(), TEXT_BYTES_MAX);
        var errors = beginning(process.getErrorStream(), ERROR_BYTES_MAX);
        try {
            if (process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Seen.found(
                        new Output(
                                name,
                                process.exitValue(),
                                text.get(left(deadline), TimeUnit.NANOSECONDS),
                                errors.get(left(deadline), TimeUnit.NANOSECONDS)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Seen.unread(name + " was interrupted");
        } catch (ExecutionException e) {
            return Seen.unread("the output of " + name + " cannot be read: " + e.getMessage());
        } catch (TimeoutException e) {
            return tooLate(name);
        }
        return tooLate(name);
    }

    private Seen<Output> tooLate(String name) {
        return Seen.unread(
                name + " took longer than " + patience.toMillis() / 1000.0 + " s and was ended");
    }

    private static long left(long deadline) {
        return Math.max(deadline - System.nanoTime(), Duration.ofMillis(100).toNanos());
    }

    /// Reads all, so that the program never waits, and keeps the beginning.
    private static CompletableFuture<String> beginning(InputStream stream, int bytesMax) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        var kept = new String(stream.readNBytes(bytesMax), StandardCharsets.UTF_8);
                        stream.transferTo(OutputStream.nullOutputStream());
                        return kept;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }
}
