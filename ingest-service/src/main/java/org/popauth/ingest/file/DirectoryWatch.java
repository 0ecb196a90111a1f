package org.popauth.ingest.file;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Waits for changes of one file, by the kernel's notice or, where there is none, by the clock.
final class DirectoryWatch implements AutoCloseable {

    private final Path file;
    private final Duration pollInterval;
    private final @Nullable WatchService watch;
    private @Nullable WatchKey key;

    private DirectoryWatch(Path file, Duration pollInterval, @Nullable WatchService watch) {
        this.file = file;
        this.pollInterval = pollInterval;
        this.watch = watch;
    }

    static DirectoryWatch of(Path file, Duration pollInterval) {
        var directory = new DirectoryWatch(file, pollInterval, open(file));
        directory.register();
        return directory;
    }

    private static @Nullable WatchService open(Path file) {
        try {
            return file.getFileSystem().newWatchService();
        } catch (IOException e) {
            Log.warnf(
                    "cannot be told of changes of %s (%s); looking at it regularly instead;"
                            + " fs.inotify.max_user_instances may be too low",
                    file, e.getMessage());
            return null;
        }
    }

    private void register() {
        if (watch == null) {
            return;
        }
        try {
            key =
                    ListDirectory.directory(file)
                            .register(
                                    watch,
                                    StandardWatchEventKinds.ENTRY_MODIFY,
                                    StandardWatchEventKinds.ENTRY_CREATE);
        } catch (IOException e) {
            key = null;
        }
    }

    /// Returns when the file was changed, or after the poll interval.
    void await() throws InterruptedException {
        if (watch == null || key == null) {
            var unused = new Semaphore(0).tryAcquire(pollInterval.toNanos(), TimeUnit.NANOSECONDS);
            register();
            return;
        }
        long deadline = System.nanoTime() + pollInterval.toNanos();
        while (true) {
            var signalled = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (signalled == null) {
                return;
            }
            boolean ours = signalled.pollEvents().stream().anyMatch(this::isOurs);
            if (!signalled.reset()) {
                key = null;
                return;
            }
            if (ours) {
                return;
            }
        }
    }

    private boolean isOurs(WatchEvent<?> event) {
        return event.kind().equals(StandardWatchEventKinds.OVERFLOW)
                || file.getFileName().equals(event.context());
    }

    @Override
    public void close() throws IOException {
        if (watch != null) {
            watch.close();
        }
    }
}
