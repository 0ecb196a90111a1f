package org.popauth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
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
    private static final int LINES = 60_000;
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
        int killed = 0;
        while (killed < KILLS) {
            var run = replay(log, "killed");
            if (run.await(2 + random.nextInt(9)) >= 0) {
                run.close();
                break;
            }
            run.kill();
            killed++;
        }
        var disturbed = finish(replay(log, "killed"));

        // Then
        assertThat(killed).as("how often it was killed before its end").isGreaterThan(3);
        assertThat(undisturbed).hasSizeGreaterThan(500);
        assertThat(disturbed).containsExactlyElementsOf(undisturbed);
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
        var decisions = new ArrayList<String>();
        for (JsonNode decision : new ObjectMapper().readTree(output).get("decisions")) {
            var fields = new ArrayList<String>();
            for (var name :
                    List.of(
                            "type", "measure", "client", "at", "from", "until", "rule", "reason",
                            "causes")) {
                fields.add(name + "=" + decision.path(name));
            }
            decisions.add(String.join(" ", fields));
        }
        Collections.sort(decisions);
        return decisions;
    }
}
