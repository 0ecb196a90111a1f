package org.popauth.enforcer.exec;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A program that is kept open and told what to do, or asked, line by line, because starting one
/// takes longer than what it does. Started when first needed, and again when it ended. Not
/// thread-safe.
///
/// Behind each line a word is sent that the program cannot know: its complaint about that word says
/// that it is through with the line, and any other complaint that it did not do it. Whatever is
/// doubtful counts as not done, and ends the program.
public final class KeptOpen implements AutoCloseable {

    private static final int FAILURES_MAX = 5;
    private static final String COMPLAINT = "Error:";
    private static final int LINES_MAX = 1000;
    private static final int LINE_CHARS_MAX = 500_000;

    /// Points at the word that was complained of.
    private static final Pattern POINTER = Pattern.compile("[ ^]*");

    private final Function<List<String>, Process> starter;
    private final List<String> command;
    private final Duration timeout;
    private @Nullable Process process;
    private @Nullable BufferedReader output;
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
        return answer(line).isPresent();
    }

    /// Asks it something.
    ///
    /// @return what it said, each line with its end; empty when it is not certain that this is all,
    ///   and the caller must ask in another way
    public Optional<String> answer(String line) {
        if (failures >= FAILURES_MAX || line.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        Optional<String> answer = Optional.empty();
        try {
            answer = tell(line);
        } catch (IOException | CommandFailed e) {
            answer = Optional.empty();
        }
        if (answer.isEmpty()) {
            close();
            failures++;
        } else {
            failures = 0;
        }
        return answer;
    }

    private Optional<String> tell(String line) throws IOException {
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
            return answerUpTo(word);
        } finally {
            watchdog.cancel(false);
        }
    }

    /// What it said before its only complaint, the one about the word.
    private Optional<String> answerUpTo(String word) throws IOException {
        var said = new StringBuilder();
        int complaints = 0;
        for (int i = 0; i < LINES_MAX; i++) {
            var line = line();
            if (line.equals(word)) {
                return complaints == 1 ? Optional.of(said.toString()) : Optional.empty();
            }
            complaints += line.startsWith(COMPLAINT) ? 1 : 0;
            if (complaints == 0 && !POINTER.matcher(line).matches()) {
                said.append(line).append('\n');
            }
        }
        return Optional.empty();
    }

    private String line() throws IOException {
        var in = output;
        var line = new StringBuilder();
        while (in != null && line.length() < LINE_CHARS_MAX) {
            int next = in.read();
            if (next == '\n') {
                return line.toString();
            }
            if (next < 0) {
                throw new EOFException("it ended");
            }
            line.append((char) next);
        }
        throw new IOException("a line is too long");
    }

    private Process running() {
        var running = process;
        if (running == null || !running.isAlive()) {
            close();
            running = starter.apply(command);
            process = running;
            output =
                    new BufferedReader(
                            new InputStreamReader(
                                    running.getInputStream(), StandardCharsets.UTF_8));
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
        output = null;
    }

    /// Its process, if it runs.
    public @Nullable ProcessHandle handle() {
        var running = process;
        return running == null ? null : running.toHandle();
    }
}
