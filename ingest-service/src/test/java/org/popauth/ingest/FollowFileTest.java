package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.MailEvent;
import org.popauth.ingest.source.SourceStatus.State;

class FollowFileTest {

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();
    private Path log;

    @BeforeEach
    void nameTheLog() {
        log = directory.resolve("mail.log");
    }

    private void awaitUsers(int count) {
        await().until(() -> outlet.events().size() >= count);
        assertThat(outlet.users()).isEqualTo(LogWriter.users(count));
    }

    @Test
    void waitsForAFileThatDoesNotExistYet() throws Exception {
        try (var ingest = Ingest.follow(log, outlet)) {
            // Given
            await().until(() -> ingest.source().status().state() == State.WAITING);
            // When
            try (var writer = new LogWriter(log)) {
                writer.lines(3);
                // Then
                awaitUsers(3);
                assertThat(ingest.source().status().state()).isEqualTo(State.READING);
            }
        }
    }

    @Test
    void idsAreTheSourceTheGenerationAndTheOffset() throws Exception {
        try (var writer = new LogWriter(log);
                var ingest = Ingest.follow(log, outlet)) {
            // When
            writer.lines(2);
            awaitUsers(2);
            // Then
            var ids = outlet.events().stream().map(MailEvent::id).toList();
            assertThat(ids).allMatch(id -> id.source().equals("mx1:file:" + log));
            assertThat(ids.get(0).offset()).isZero();
            assertThat(ids.get(1).offset()).isEqualTo(LogWriter.line(0).length() + 1);
            assertThat(ids.get(1).generation()).isEqualTo(ids.get(0).generation());
            assertThat(ingest.source().counters().lines.sum()).isEqualTo(2);
        }
    }

    @Test
    void aLineIsReadWhenItIsComplete() throws Exception {
        try (var writer = new LogWriter(log);
                var ingest = Ingest.follow(log, outlet)) {
            // Given
            writer.text(LogWriter.line(0).substring(0, 60));
            ingest.awaitReading();
            assertThat(outlet.events()).isEmpty();
            // When
            writer.text(LogWriter.line(0).substring(60) + "\n");
            // Then
            awaitUsers(1);
        }
    }

    @Test
    void ofALineThatIsTooLongNothingIsBelieved() throws Exception {
        var settings =
                Map.of(
                        "ingest.line-bytes-max",
                        "1024",
                        "ingest.sources.a.type",
                        "file",
                        "ingest.sources.a.path",
                        log.toString());
        try (var writer = new LogWriter(log);
                var ingest = Ingest.start(directory, outlet, settings)) {
            // When a line says more behind the limit
            writer.text(LogWriter.line(9) + " ".repeat(1000) + "x\n");
            writer.lines(1);
            // Then
            awaitUsers(1);
            assertThat(ingest.metric("cut.lines")).isEqualTo(1);
            assertThat(ingest.metric("unparsable")).isEqualTo(1);
        }
    }

    @Test
    void theKernelTellsOfANewLineSoNobodyHasToPoll() throws Exception {
        try (var writer = new LogWriter(log);
                var ingest = Ingest.followPolling(log, outlet, "1m")) {
            // Given
            ingest.awaitReading();
            writer.lines(1);
            awaitUsers(1);
            // When
            writer.lines(1);
            // Then it is there long before the next poll
            awaitUsers(2);
        }
    }

    @Test
    void fromTheEndLeavesOutWhatIsThere() throws Exception {
        try (var writer = new LogWriter(log)) {
            // Given
            writer.text("old line\nold line\n");
            try (var ingest = Ingest.follow(log, outlet, "from", "end")) {
                ingest.awaitReading();
                // When
                writer.lines(1);
                // Then
                awaitUsers(1);
                assertThat(ingest.source().counters().unparsable.sum()).isZero();
            }
        }
    }

    @Test
    void everyLineIsReadOnceWhileTheLogIsRenamed() throws Exception {
        try (var writer = new LogWriter(log);
                var ingest = Ingest.follow(log, outlet)) {
            // Given
            ingest.awaitReading();
            // When
            for (int rotation = 0; rotation < 10; rotation++) {
                writer.lines(200);
                writer.rename();
                writer.lines(20);
                writer.reopen();
            }
            writer.lines(20);
            // Then
            awaitUsers(writer.written());
            assertThat(ingest.source().counters().filesLost.sum()).isZero();
        }
    }

    @Test
    void everyLineIsReadOnceWhileTheLogIsCopiedAndTruncated() throws Exception {
        try (var writer = new LogWriter(log);
                var ingest = Ingest.follow(log, outlet)) {
            // Given
            ingest.awaitReading();
            // When
            for (int rotation = 0; rotation < 10; rotation++) {
                writer.lines(100 + rotation);
                writer.copyTruncate();
            }
            writer.lines(20);
            // Then
            awaitUsers(writer.written());
            assertThat(ingest.source().counters().filesLost.sum()).isZero();
        }
    }

    @Test
    void aTruncatedLogIsReadFromItsBeginningAsANewGeneration() throws Exception {
        try (var writer = new LogWriter(log);
                var ingest = Ingest.follow(log, outlet)) {
            // Given
            writer.lines(10);
            awaitUsers(10);
            // When
            writer.truncate();
            writer.lines(12);
            // Then
            awaitUsers(22);
            var first = outlet.events().getFirst().id();
            var last = outlet.events().getLast().id();
            assertThat(last.generation()).isEqualTo(first.generation() + 1);
            assertThat(ingest.source().counters().filesLost.sum()).isZero();
        }
    }

    @Test
    void anArchiveIsReadToItsEndOnceAlsoAfterARestart() throws Exception {
        // Given
        Files.writeString(log, LogWriter.line(0) + "\n" + LogWriter.line(1));
        for (int start = 0; start < 2; start++) {
            // When
            try (var ingest = Ingest.follow(log, outlet, "follow", "false")) {
                await().until(() -> ingest.source().isFinished());
            }
            // Then
            awaitUsers(2);
            assertThat(outlet.events()).hasSize(2);
        }
    }

    @Test
    void hostileBytesHarmNothing() throws Exception {
        try (var writer = new LogWriter(log);
                var ingest = Ingest.follow(log, outlet)) {
            // Given
            writer.text("x".repeat(1_000_000) + LogWriter.line(666) + "\n");
            writer.text("\0\0\0\n\n\r\n\u001b[31m<script>\n");
            writer.text(LogWriter.line(0) + "\r\n");
            Files.write(
                    log,
                    new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0x80, '\n'},
                    StandardOpenOption.APPEND);
            // When
            writer.text(LogWriter.line(1) + "\n");
            // Then
            awaitUsers(2);
            var counts = SourceCounts.of(ingest.source().counters());
            assertThat(counts.cut()).isEqualTo(1);
            assertThat(counts.lines()).isEqualTo(8);
            assertThat(counts.unparsableSamples()).noneMatch(s -> s.contains("\u001b"));
        }
    }
}
