package org.popauth.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The packaged product, started by its script as a person would.
final class Instance implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Process process;
    private final Path log;

    private Instance(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts `popauth` with these words; what it prints goes to a file.
    static Instance start(Path log, List<String> prefix, List<String> words) {
        var command = new ArrayList<>(prefix);
        command.add(ROOT.resolve("popauth").toString());
        command.addAll(words);
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // The build that runs these tests has built it.
        builder.environment().put("POPAUTH_BUILD", "no");
        builder.environment().put("POPAUTH_JAVA_HOME", System.getProperty("java.home"));
        try {
            return new Instance(builder.start(), log);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start popauth", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// What it printed so far.
    String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits for the end; returns the exit status, or -1 when it has not ended by then.
    int await(long seconds) throws InterruptedException {
        return awaitMillis(1000 * seconds);
    }

    /// The same, in milliseconds.
    int awaitMillis(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /// `kill -9`, at once.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// `kill -TERM`, and at most half a minute for a clean end.
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
