package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever is killed at any moment decides the same as whoever is not.
final class KillNineIT {

    private static final int KILLS = 10;
    private static final int LINES = 120_000;
    private static final long SEED = 20_061_123;

    @TempDir Path folder;

    @Test
    void aReplayThatIsKilledTenTimesDecidesWhatAnUndisturbedOneDecides() throws Exception {
        // Given
        var log =
                GeneratedLog.write(
                        folder.resolve("mail.log"),
                        SEED,
                        LINES,
                        Instant.parse("2026-03-01T00:00:00Z"));
        var undisturbed = finish(replay(log, "undisturbed"));

        // When
        var random = new Random(SEED);
        int atWork = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            var run = replay(log, "killed");
            boolean early = kill % 4 == 3;
            if (!early) {
                awaitWork(run, folder.resolve("killed/ingest"));
            }
            if (run.awaitMillis(early ? 500 + random.nextInt(4000) : random.nextInt(2500)) < 0) {
                atWork += early ? 0 : 1;
            }
            run.kill();
        }
        var disturbed = finish(replay(log, "killed"));

        // Then
        assertThat(atWork).as("how often it was killed while it read the log").isGreaterThan(3);
        assertThat(undisturbed).hasSizeGreaterThan(500);
        assertThat(disturbed).containsExactlyElementsOf(undisturbed);
    }

    /// Waits until this run has saved how far it has read, or has ended.
    private static void awaitWork(Instance run, Path checkpoints) {
        var started = Instant.now();
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !run.isAlive() || lastChange(checkpoints).isAfter(started));
    }

    private static Instant lastChange(Path directory) throws IOException {
        var last = Instant.EPOCH;
        if (Files.isDirectory(directory)) {
            try (var files = Files.newDirectoryStream(directory, "*.json")) {
                for (var file : files) {
                    var changed = Files.getLastModifiedTime(file).toInstant();
                    last = changed.isAfter(last) ? changed : last;
                }
            }
        }
        return last;
    }

    private Instance replay(Path log, String name) {
        return Instance.start(
                folder.resolve(name + ".out"),
                List.of(),
                List.of(
                        "replay",
                        log.toString(),
                        "--keep",
                        folder.resolve(name).toString(),
                        "--output",
                        "json"));
    }

    /// Waits for the end; returns what was decided, without what differs from run to run.
    private static List<String> finish(Instance run) throws Exception {
        try (run) {
            assertThat(run.await(300)).as("status of: %s", run.output()).isZero();
            return decisions(run.output());
        }
    }

    private static List<String> decisions(String output) throws IOException {
        var result = new ObjectMapper().readTree(output);
        var decisions = new ArrayList<String>();
        for (var measure : List.of("grants", "rejects", "drops")) {
            result.path(measure).forEach(held -> decisions.add(measure + " " + held));
        }
        Collections.sort(decisions);
        return decisions;
    }
}
