package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.ingest.progress.Position;

class RestartTest {

    @TempDir Path directory;

    private final Set<String> users = new LinkedHashSet<>();
    private final Map<EventId, String> lines = new HashMap<>();
    private Path log;

    @BeforeEach
    void nameTheLog() {
        log = directory.resolve("mail.log");
    }

    /// Same id, same line; and nothing that was acknowledged comes again.
    private void record(RecordingOutlet outlet, Position acknowledgedBefore) {
        for (var event : outlet.events()) {
            assertThat(Position.of(event.id())).isGreaterThanOrEqualTo(acknowledgedBefore);
            var before = lines.put(event.id(), event.line());
            assertThat(before == null || before.equals(event.line())).isTrue();
            users.add(((MailEvent.LoginSucceeded) event).user());
        }
    }

    @RepeatedTest(8)
    void killedAtAnyMomentNothingIsLostAndIdsStayTheSame(RepetitionInfo repetition)
            throws Exception {
        var random = new Random(repetition.getCurrentRepetition());
        try (var writer = new LogWriter(log)) {
            for (int run = 0; run < 25; run++) {
                // Given
                var outlet = RecordingOutlet.slow(run);
                var ingest = Ingest.follow(log, outlet);
                if (run == 0) {
                    ingest.awaitReading();
                }
                var start = ingest.startedAt();
                // When
                for (int step = random.nextInt(4); step >= 0; step--) {
                    writer.lines(random.nextInt(60));
                    rotate(writer, random.nextInt(6));
                    if (random.nextBoolean()) {
                        ingest.save();
                    }
                }
                if (random.nextInt(3) == 0) {
                    outlet.acknowledgeAll();
                }
                ingest.kill();
                rotate(writer, random.nextInt(4));
                // Then
                record(outlet, start);
            }
            var outlet = RecordingOutlet.prompt();
            try (var ingest = Ingest.follow(log, outlet)) {
                writer.lines(1);
                await().until(() -> outlet.users().contains("user" + (writer.written() - 1)));
                assertThat(ingest.source().counters().filesLost.sum()).isZero();
            }
            record(outlet, new Position(0, 0));
            var missing = new ArrayList<>(LogWriter.users(writer.written()));
            missing.removeAll(users);
            assertThat(missing).isEmpty();
            assertThat(lines).hasSize(writer.written());
        }
    }

    private static void rotate(LogWriter writer, int how) throws Exception {
        if (how == 0) {
            writer.rename();
            writer.lines(3);
            writer.reopen();
            writer.lines(1);
        } else if (how == 1) {
            writer.lines(2);
            writer.copyTruncate();
            writer.lines(1);
        }
    }

    @Test
    void afterAProperStopNothingComesTwice() throws Exception {
        try (var writer = new LogWriter(log)) {
            // Given
            var first = RecordingOutlet.prompt();
            try (var ingest = Ingest.follow(log, first)) {
                writer.lines(50);
                await().until(() -> first.events().size() == 50);
                assertThat(ingest.source().progress().prefix().inFlight()).isZero();
            }
            // When
            writer.lines(1);
            var second = RecordingOutlet.prompt();
            try (var ingest = Ingest.follow(log, second)) {
                await().until(() -> !second.events().isEmpty());
                // Then
                assertThat(second.users()).containsExactly("user50");
                assertThat(ingest.source().counters().lines.sum()).isEqualTo(1);
            }
        }
    }

    /// Neither the inode number nor what the file begins with tells that it was another one before.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAnEmptyFileHeldBeforeItWasCopiedAndTruncatedIsRead(boolean stopped) throws Exception {
        try (var writer = new LogWriter(log)) {
            // Given
            var outlet = RecordingOutlet.prompt();
            var ingest = Ingest.follow(log, outlet);
            await().until(() -> !ingest.source().progress().isNew());
            // When
            if (stopped) {
                ingest.close();
            }
            Thread.sleep(20); // the clock of files moves on
            fill(writer);
            // Then
            var second = stopped ? RecordingOutlet.prompt() : outlet;
            try (var after = stopped ? Ingest.follow(log, second) : ingest) {
                await().until(() -> second.users().contains("user9"));
                assertThat(after.source().counters().filesLost.sum()).isZero();
            }
            var users = new ArrayList<>(outlet.users());
            users.addAll(stopped ? second.users() : List.of());
            assertThat(users).containsExactlyElementsOf(LogWriter.users(10));
        }
    }

    private static void fill(LogWriter writer) throws Exception {
        writer.linesAtOnce(7);
        writer.copyTruncate();
        writer.linesAtOnce(3);
    }

    @Test
    void aFileThatWasCompressedMeanwhileIsReportedAsALoss() throws Exception {
        try (var writer = new LogWriter(log)) {
            // Given
            var first = RecordingOutlet.prompt();
            try (var ingest = Ingest.follow(log, first)) {
                writer.lines(5);
                await().until(() -> first.events().size() == 5);
                assertThat(ingest.source().status().text()).isEqualTo("reading");
            }
            writer.rename();
            writer.reopen();
            Files.move(writer.rotated(1), directory.resolve("elsewhere.gz"));
            Files.move(directory.resolve("elsewhere.gz"), directory.resolve("mail.log.1.gz"));
            // When
            writer.lines(2);
            var second = RecordingOutlet.prompt();
            try (var ingest = Ingest.follow(log, second)) {
                await().until(() -> second.events().size() == 2);
                // Then
                assertThat(second.users()).containsExactly("user5", "user6");
                assertThat(ingest.source().counters().filesLost.sum()).isEqualTo(1);
            }
        }
    }
}
