package org.popauth.report.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HourBarsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:17:00Z");
    private static final Instant HOUR = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void thereAre24HoursTheLastIsThisOne() {
        var bars = HourBars.of(Map.of(), NOW);

        assertThat(bars.hours()).hasSize(24);
        assertThat(bars.hours().getFirst().from()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(bars.hours().getLast().label()).isEqualTo("09");
        assertThat(bars.most()).isZero();
    }

    @Test
    void offencesStandUponLogInsAndTheHighestHourFits() {
        // When
        var bars = HourBars.of(Map.of(HOUR, new HourBars.Count(1, 999)), NOW);

        // Then
        var hour = bars.hours().get(22);
        assertThat(hour.lower().height()).isEqualTo(2);
        assertThat(hour.lower().y() + hour.lower().height()).isEqualTo(HourBars.HEIGHT);
        assertThat(hour.upper().y() + hour.upper().height()).isEqualTo(hour.lower().y());
        assertThat(hour.upper().y()).isNotNegative();
    }
}
