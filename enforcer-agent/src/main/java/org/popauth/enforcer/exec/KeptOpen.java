package org.popauth.enforcer.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A program that is kept open and told what to do line by line, because starting one takes longer
/// than what it does. Started when first needed, and again when it ended. Not thread-safe.
///
/// Behind each line a word is sent that the program cannot know: its complaint about that word on
/// the error output says that it is through with the line, and any other complaint that it did not
/// do it. Whatever is doubtful counts as not done, and ends the program.
public final class KeptOpen implements AutoCloseable {

    private static final int FAILURES_MAX = 5;
    private static final String COMPLAINT = "Error:";
    private static final int LINES_MAX = 1000;

    private final Function<List<String>, Process> starter;
    private final List<String> command;
    private final Duration timeout;
    private @Nullable Process process;
    private @Nullable BufferedReader errors;
    private int failures;
    private long number;

    KeptOpen(Function<List<String>, Process> starter, List<String> command, Duration timeout) {
        this.starter = starter;
        this.command = command;
        this.timeout = timeout;
    }

    /// Gives it a line.
    ///
    /// @return true when it is certain that all was done; false when it is not, and the caller must
    ///   try in another way
    public boolean takes(String line) {
        if (failures >= FAILURES_MAX || line.indexOf('\n') >= 0) {
            return false;
        }
        boolean done = false;
        try {
            done = tell(line);
        } catch (IOException | CommandFailed e) {
            done = false;
        }
        if (!done) {
            close();
            failures++;
        } else {
            failures = 0;
        }
        return done;
    }

    private boolean tell(String line) throws IOException {
        var running = running();
        var watchdog =
                CompletableFuture.runAsync(
                        running::destroyForcibly,
                        CompletableFuture.delayedExecutor(
                                timeout.toMillis(), TimeUnit.MILLISECONDS));
        try {
            var word = "done_" + ++number;
            var out = running.getOutputStream();
            out.write((line + "\n" + word + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return complaints(word) == 1;
        } finally {
            watchdog.cancel(false);
        }
    }

    /// How many complaints there were up to the one about the word; 0 when the program ended.
    private int complaints(String word) throws IOException {
        var in = errors;
        int complaints = 0;
        for (int i = 0; in != null && i < LINES_MAX; i++) {
            var line = in.readLine();
            if (line == null) {
                return 0;
            }
            if (line.equals(word)) {
                return complaints;
            }
            complaints += line.startsWith(COMPLAINT) ? 1 : 0;
        }
        return 0;
    }

    private Process running() {
        var running = process;
        if (running == null || !running.isAlive()) {
            close();
            running = starter.apply(command);
            process = running;
            errors =
                    new BufferedReader(
                            new InputStreamReader(
                                    running.getErrorStream(), StandardCharsets.UTF_8));
        }
        return running;
    }

    /// Ends the program; the next line starts another.
    @Override
    public void close() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
        }
        process = null;
        errors = null;
    }

    /// Its process, if it runs.
    public @Nullable ProcessHandle handle() {
        var running = process;
        return running == null ? null : running.toHandle();
    }
}
