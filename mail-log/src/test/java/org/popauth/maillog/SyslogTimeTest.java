package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SyslogTimeTest {

    private final SyslogTime time = new SyslogTime(ZoneId.of("UTC"));

    @Test
    void aLineOfAnyProgramHasATime() {
        assertThat(timeOf("Nov 23 06:52:57 mx1 cron[1]: x"))
                .isEqualTo(Instant.parse("2026-11-23T06:52:57Z"));
        assertThat(timeOf("2026-11-23T06:52:57.5+02:00 mx1 cron[1]: x"))
                .isEqualTo(Instant.parse("2026-11-23T04:52:57.5Z"));
    }

    @Test
    void aLineThatDoesNotBeginWithATimeHasNone() {
        assertThat(timeOf("cron[1]: x")).isNull();
        assertThat(timeOf("")).isNull();
    }

    @Test
    void theLastSecondOfAYearIsDatedByWhenItIsReceived() {
        // Given
        var line = "Dec 31 23:59:59 mx1 cron[1]: x";

        // When
        var soonAfter = timeOf(line, Instant.parse("2027-01-01T00:00:01Z"));
        var atOnce = timeOf(line, Instant.parse("2026-12-31T23:59:59Z"));

        // Then
        assertThat(soonAfter).isEqualTo(Instant.parse("2026-12-31T23:59:59Z"));
        assertThat(atOnce).isEqualTo(Instant.parse("2026-12-31T23:59:59Z"));
    }

    @Test
    void aClockAheadAtTheTurnOfTheYearIsBelieved() {
        assertThat(timeOf("Jan  1 00:00:05 mx1 cron[1]: x", Instant.parse("2026-12-31T23:59:58Z")))
                .isEqualTo(Instant.parse("2027-01-01T00:00:05Z"));
    }

    private @Nullable Instant timeOf(String line) {
        return timeOf(line, SampleLog.RECEIVED_AT);
    }

    private @Nullable Instant timeOf(String line, Instant receivedAt) {
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        return time.timeOf(bytes, 0, bytes.length, receivedAt);
    }
}
