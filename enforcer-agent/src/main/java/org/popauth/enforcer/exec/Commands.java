package org.popauth.enforcer.exec;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Starts programs: absolute paths, lists of arguments, no shell, a time-out, an empty environment.
/// Values reach a program on its standard input.
public final class Commands {

    private static final int ERROR_BYTES_MAX = 16_384;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final List<String> prefix;
    private final Duration timeout;

    public Commands(Duration timeout) {
        this(List.of(), timeout);
    }

    /// @param prefix put before each command, e.g. to run it in another network namespace
    public Commands(List<String> prefix, Duration timeout) {
        this.prefix = List.copyOf(prefix);
        this.timeout = timeout;
    }

    /// True when the program is there and may be run.
    public boolean exists(Path program) {
        return Files.isExecutable(program);
    }

    /// Runs a program to its end and keeps what it wrote.
    public Finished<String> run(Stdin stdin, Path program, String... arguments) {
        return run(stdin, Stdout.TEXT, program, arguments);
    }

    /// Runs a program to its end.
    ///
    /// @throws CommandFailed when it cannot be started, takes too long, or is interrupted
    public <T> Finished<T> run(Stdin stdin, Stdout<T> stdout, Path program, String... arguments) {
        var command = command(program, arguments);
        var process = start(builder(command), command);
        var late = new AtomicBoolean();
        var watchdog = watch(process, late);
        try {
            var input = CompletableFuture.runAsync(() -> write(process, stdin), THREADS);
            var errors = CompletableFuture.supplyAsync(() -> errorsOf(process), THREADS);
            var output = stdout.readFrom(process.getInputStream());
            int exitCode = process.waitFor();
            input.join();
            if (late.get()) {
                throw tooLate(command, null);
            }
            return new Finished<>(command, exitCode, output, errors.join());
        } catch (IOException | CompletionException e) {
            throw late.get() ? tooLate(command, e) : unusable(command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while running " + command.getFirst(), e);
        } finally {
            watchdog.cancel(false);
            process.destroyForcibly();
        }
    }

    /// A program that will be kept open. What it says and what it complains of are read together.
    public KeptOpen keepOpen(Path program, String... arguments) {
        return new KeptOpen(Commands::startKept, command(program, arguments), timeout);
    }

    private static Process startKept(List<String> command) {
        var builder = builder(command).redirectErrorStream(true);
        // A program that is told by hand keeps a history; it finds no place for it.
        builder.environment().put("HOME", "/dev/null");
        return start(builder, command);
    }

    private List<String> command(Path program, String... arguments) {
        if (!program.isAbsolute()) {
            throw new CommandFailed("the path of a program must be absolute: " + program);
        }
        var command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return builder;
    }

    private static Process start(ProcessBuilder builder, List<String> command) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailed(
                    "cannot run "
                            + command.getFirst()
                            + ": "
                            + e.getMessage()
                            + "; install it, or set agent.commands.*"
                            + " (docs/how-to/add-a-mail-host.md)",
                    e);
        }
    }

    private CompletableFuture<Void> watch(Process process, AtomicBoolean late) {
        var delayed =
                CompletableFuture.delayedExecutor(
                        timeout.toMillis(), TimeUnit.MILLISECONDS, THREADS);
        return CompletableFuture.runAsync(
                () -> {
                    late.set(process.isAlive());
                    process.destroyForcibly();
                },
                delayed);
    }

    /// A program that ends before it has read everything says why by its exit code.
    private static void write(Process process, Stdin stdin) {
        try (var out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                new BufferedOutputStream(process.getOutputStream(), 65_536),
                                StandardCharsets.UTF_8))) {
            stdin.writeTo(out);
        } catch (IOException e) {
            return;
        }
    }

    private static String errorsOf(Process process) {
        try (InputStream in = process.getErrorStream()) {
            var text = new String(in.readNBytes(ERROR_BYTES_MAX), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException e) {
            return "its error output could not be read: " + e.getMessage();
        }
    }

    private CommandFailed tooLate(List<String> command, @Nullable Throwable cause) {
        var message = command.getFirst() + " took longer than " + timeout.toSeconds() + " s; ended";
        return cause == null ? new CommandFailed(message) : new CommandFailed(message, cause);
    }

    private static CommandFailed unusable(List<String> command, Throwable cause) {
        return new CommandFailed(
                "the output of " + command.getFirst() + " cannot be read: " + cause.getMessage(),
                cause);
    }
}
