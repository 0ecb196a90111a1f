package org.popauth.enforcer.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.reconcile.Effect;
import org.popauth.events.Client;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;

class PopauthLogTest {

    private static final Instant AT = Instant.parse("2026-11-23T08:00:00.123456Z");

    @TempDir Path directory;

    private static Effect effect(
            Measure measure, Outcome outcome, String because, @Nullable Instant until) {
        return new Effect(
                AT,
                measure,
                Client.parse("203.0.113.9"),
                1,
                outcome,
                "postfix",
                until,
                because,
                null,
                null);
    }

    @Test
    void aLineSaysWhenWhatWhomUntilAndWhy() {
        // When
        var line =
                EffectLine.of(
                        effect(
                                Measure.REJECT,
                                Outcome.APPLIED,
                                "rbl: listed",
                                AT.plusSeconds(3600)));

        // Then
        assertThat(line)
                .isEqualTo(
                        "2026-11-23T08:00:00.123Z rejected 203.0.113.9"
                                + " until 2026-11-23T09:00:00Z rbl: listed\n");
    }

    @Test
    void aReasonCannotForgeALine() {
        // When
        var line =
                EffectLine.of(
                        effect(Measure.DROP, Outcome.LIFTED, "x\n2026 granted\u001b[31m", null));

        // Then
        assertThat(line.lines()).hasSize(1);
        assertThat(line).doesNotContain("\u001b").contains(" lifted DROP 203.0.113.9 x?2026");
    }

    @Test
    void itIsRotatedBySizeAndNeverEndless() throws IOException {
        // Given
        var log = new PopauthLog(directory.resolve("popauth.log"), 1000, 2);

        // When
        for (int i = 0; i < 100; i++) {
            log.append(List.of(effect(Measure.RELAY, Outcome.APPLIED, "login: number " + i, null)));
        }

        // Then
        try (var files = Files.list(directory)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("popauth.log", "popauth.log.1", "popauth.log.2");
        }
        assertThat(Files.size(directory.resolve("popauth.log"))).isLessThanOrEqualTo(1000);
        assertThat(Files.readString(directory.resolve("popauth.log"))).contains("number 99");
    }

    @Test
    void itGoesOnWhereItWasAfterARestart() throws IOException {
        // Given
        var file = directory.resolve("popauth.log");
        new PopauthLog(file, 10_000, 2)
                .append(List.of(effect(Measure.RELAY, Outcome.APPLIED, "one", null)));

        // When
        new PopauthLog(file, 10_000, 2)
                .append(List.of(effect(Measure.RELAY, Outcome.REPAIRED, "two", null)));

        // Then
        assertThat(Files.readAllLines(file)).hasSize(2);
    }
}
