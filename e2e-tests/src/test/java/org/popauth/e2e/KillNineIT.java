package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
    private static final int LINES = 80_000;
    private static final long SEED = 20_061_123;

    @TempDir Path folder;

    @Test
    void aReplayThatIsKilledTenTimesDecidesWhatAnUndisturbedOneDecides() throws Exception {
        // Given
        var log = log("mail.log", LINES);
        long begun = System.nanoTime();
        var undisturbed = finish(replay(log, "undisturbed"));
        long wholeMillis = millisSince(begun);
        long startMillis = durationOfAReplayOfNextToNothing();
        long readingMillis = Math.max(wholeMillis - startMillis, KILLS);

        // When
        // Each reads at most two tenths before it is killed: so at least the first five find work.
        var random = new Random(SEED);
        int atWork = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            var run = replay(log, "killed");
            long moment =
                    startMillis / 2 + random.nextLong(startMillis / 2 + 2 * readingMillis / KILLS);
            atWork += run.awaitMillis(moment) < 0 ? 1 : 0;
            run.kill();
        }
        var disturbed = finish(replay(log, "killed"));

        // Then
        assertThat(atWork)
                .as("how often it was killed before its end")
                .isGreaterThanOrEqualTo(KILLS / 2);
        assertThat(undisturbed).hasSizeGreaterThan(500);
        assertThat(disturbed).containsExactlyElementsOf(undisturbed);
    }

    private Path log(String name, int lines) throws IOException {
        return GeneratedLog.write(
                folder.resolve(name), SEED, lines, Instant.parse("2026-03-01T00:00:00Z"));
    }

    private long durationOfAReplayOfNextToNothing() throws Exception {
        var log = log("little.log", 1);
        long begun = System.nanoTime();
        finish(replay(log, "little"));
        return millisSince(begun);
    }

    private static long millisSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
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
