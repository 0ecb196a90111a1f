package org.popauth.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.popauth.standalone.fault.StartFailure;

/// A mail log that grows at a living pace, and is rotated before it gets big.
public final class DemoLog {

    private static final Logger LOG = Logger.getLogger(DemoLog.class);
    private static final Duration PACE = Duration.ofMillis(300);
    private static final long BYTES_MAX = 1024 * 1024;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private final Path path;
    private final Clock clock;
    private final DemoScript script;

    DemoLog(Path path, Clock clock, DemoScript script) {
        this.path = path;
        this.clock = clock;
        this.script = script;
    }

    /// The log `mail.log` in a directory; created if it is missing.
    ///
    /// @throws StartFailure when it cannot be written
    public static DemoLog in(Path directory) {
        var path = directory.resolve("mail.log");
        try {
            Files.createDirectories(directory);
            if (!Files.exists(path)) {
                Files.createFile(path);
            }
        } catch (IOException e) {
            throw new StartFailure("cannot write the demo's log " + path, e);
        }
        return new DemoLog(
                path, Clock.systemDefaultZone(), DemoScript.bundled(new Random(path.hashCode())));
    }

    /// The file that it is written to.
    public Path path() {
        return path;
    }

    /// Begins to write, until the result is closed.
    public AutoCloseable start() {
        ScheduledExecutorService writer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("demo-log").daemon().factory());
        var ignored =
                writer.scheduleWithFixedDelay(
                        this::writeNext, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
        return writer::shutdownNow;
    }

    /// Writes what happens next.
    void writeNext() {
        try {
            rotateIfBig();
            var lines = new StringBuilder();
            for (String line : nextLines()) {
                lines.append(line).append('\n');
            }
            Files.writeString(
                    path,
                    lines,
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warnf("cannot write the demo's log: %s", e.getMessage());
        }
    }

    private List<String> nextLines() {
        var now = OffsetDateTime.now(clock);
        return script.next().stream().map(line -> now.format(STAMP) + " " + line).toList();
    }

    private void rotateIfBig() throws IOException {
        if (Files.exists(path) && Files.size(path) > BYTES_MAX) {
            Files.move(
                    path,
                    path.resolveSibling("mail.log.1"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
