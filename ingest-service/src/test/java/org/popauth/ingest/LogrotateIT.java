package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real logrotate rotates a log into which 10,000 lines a second are written: every line is read
/// once.
class LogrotateIT {

    private static final Duration SLACK = Duration.ofSeconds(20);
    private static final Duration WRITING = Duration.ofMillis(2_400);
    private static final int ROTATIONS = 3;
    private static final int LINES_PER_TICK = 100;
    private static final long TICK_NANOS = 10_000_000;

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final LogRecords told = new LogRecords("org.popauth.ingest");
    private Path log;

    @BeforeEach
    void nameTheLog() {
        log = directory.resolve("mail.log");
    }

    /// What is done with a hundred lines, every 10 ms.
    @FunctionalInterface
    private interface Lines {

        void write(int first, int count) throws IOException;
    }

    /// Writes, rotates meanwhile, and returns how many lines were written.
    private int writeAndRotate(Lines lines, Logrotate logrotate) throws Exception {
        var written = new int[1];
        var writer = Thread.ofPlatform().start(() -> written[0] = writeAll(lines));
        long begin = System.nanoTime();
        for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
            sleepUntil(begin + rotation * WRITING.toNanos() / (ROTATIONS + 1));
            logrotate.rotate();
        }
        sleepUntil(begin + WRITING.toNanos());
        stop.set(true);
        writer.join();
        return written[0];
    }

    private int writeAll(Lines lines) {
        int next = 0;
        long begin = System.nanoTime();
        try {
            for (int tick = 0; !stop.get(); tick++) {
                lines.write(next, LINES_PER_TICK);
                next += LINES_PER_TICK;
                sleepUntil(begin + tick * TICK_NANOS);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return next;
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void assertRate(int written) {
        assertThat(written * 1_000L / WRITING.toMillis()).isGreaterThan(8_000);
    }

    private void awaitEveryLineOnce(int written) {
        assertRate(written);
        await().atMost(SLACK).until(() -> outlet.events().size() >= written);
        assertThat(outlet.users()).isEqualTo(LogWriter.users(written));
    }

    /// The writer opens the log again when it is told so after a rotation, as syslog daemons do.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create 0600 root root\nrotate 5\ncompress\ndelaycompress",
                "create 0600 root root\nrotate 5\ncompress",
                "nocreate\nrotate 5"
            })
    void everyLineOfALogThatIsRenamedIsReadOnce(String how) throws Exception {
        // Given
        var reopen = directory.resolve("reopen");
        var signal = "\npostrotate\ntouch " + reopen + "\nendscript";
        var logrotate = new Logrotate(directory, log, how + signal);
        try (var writer = new LogWriter(log);
                var ingest = Ingest.follow(log, outlet)) {
            ingest.awaitReading();
            // When
            int written =
                    writeAndRotate(
                            (first, count) -> {
                                writer.linesAtOnce(count);
                                if (Files.deleteIfExists(reopen)) {
                                    writer.reopen();
                                }
                            },
                            logrotate);
            // Then
            awaitEveryLineOnce(written);
            assertThat(ingest.metric("files.lost")).isZero();
        }
    }

    /// What is written between the copy and the truncation is lost by logrotate itself; all that is
    /// left anywhere is read, and nothing twice.
    @Test
    void ofALogThatIsCopiedAndTruncatedEveryLineIsReadThatLogrotateDoesNotLose() throws Exception {
        // Given
        var logrotate = new Logrotate(directory, log, "copytruncate\nrotate 9");
        try (var writer = new LogWriter(log);
                var ingest = Ingest.follow(log, outlet)) {
            ingest.awaitReading();
            // When
            int written = writeAndRotate((first, count) -> writer.linesAtOnce(count), logrotate);
            assertRate(written);
            // Then
            var left = new HashSet<>(logrotate.linesLeft());
            var last = "user" + (written - 1);
            await().atMost(SLACK).until(() -> outlet.users().contains(last));
            assertThat(outlet.users()).doesNotHaveDuplicates();
            var read = new HashSet<>(outlet.users());
            for (int user = 0; user < written; user++) {
                if (left.contains(LogWriter.line(user))) {
                    assertThat(read).contains("user" + user);
                }
            }
            assertThat(LogWriter.users(written)).containsAll(read);
            assertThat(ingest.metric("files.lost")).isZero();
        }
    }

    /// A copy is not read beside the log.
    @Test
    void everyLineOfALogThatIsOnlyCopiedIsReadOnce() throws Exception {
        // Given
        var logrotate = new Logrotate(directory, log, "copy\nrotate 9");
        try (var writer = new LogWriter(log);
                var ingest = Ingest.follow(log, outlet)) {
            ingest.awaitReading();
            // When
            int written = writeAndRotate((first, count) -> writer.linesAtOnce(count), logrotate);
            // Then
            awaitEveryLineOnce(written);
            assertThat(ingest.metric("files.lost")).isZero();
        }
    }

    /// rsyslog goes on in the renamed file until it gets SIGHUP, and makes the new one itself.
    @Test
    void everyLineThatRsyslogWritesIsReadOnceWhenItIsToldOfTheRotation() throws Exception {
        // Given
        var write = "action(type=\"omfile\" file=\"%s\" asyncWriting=\"off\")".formatted(log);
        try (var rsyslog = Rsyslog.start(directory.resolve("rsyslog"), write);
                var ingest = Ingest.follow(log, outlet)) {
            var hup = "\npostrotate\nkill -HUP $(cat " + rsyslog.pidFile() + ")\nendscript";
            var logrotate = new Logrotate(directory, log, "nocreate\nrotate 5" + hup);
            var logger = rsyslog.logger("dovecot", 4711);
            // When
            int written;
            try (var out = logger.getOutputStream()) {
                written =
                        writeAndRotate(
                                (first, count) -> out.write(messages(first, count)), logrotate);
            }
            assertThat(logger.waitFor()).isZero();
            // Then
            awaitEveryLineOnce(written);
            assertThat(ingest.metric("files.lost")).isZero();
        }
    }

    private static byte[] messages(int first, int count) {
        var text = new StringBuilder();
        for (int user = first; user < first + count; user++) {
            var line = LogWriter.line(user);
            text.append(line, line.indexOf("pop3-login"), line.length()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Whoever compresses a file before it was read loses its lines, and is told so.
    @Test
    void whatIsCompressedWhileNobodyReadsIsReportedAsALoss() throws Exception {
        // Given
        var logrotate = new Logrotate(directory, log, "create 0600 root root\nrotate 5\ncompress");
        try (var writer = new LogWriter(log)) {
            try (var ingest = Ingest.follow(log, outlet)) {
                writer.linesAtOnce(100);
                await().atMost(SLACK).until(() -> outlet.events().size() == 100);
                assertThat(ingest.metric("files.lost")).isZero();
            }
            writer.linesAtOnce(100);
            // When
            logrotate.rotate();
            writer.reopen();
            writer.linesAtOnce(100);
            try (var ingest = Ingest.follow(log, outlet)) {
                await().atMost(SLACK).until(() -> outlet.events().size() == 200);
                // Then
                assertThat(outlet.users())
                        .isEqualTo(
                                LogWriter.users(300).stream()
                                        .filter(u -> LogWriter.number(u) / 100 != 1)
                                        .toList());
                assertThat(ingest.metric("files.lost")).isEqualTo(1);
                assertThat(told.text()).contains("lines may be lost").contains("delaycompress");
            }
        }
    }
}
