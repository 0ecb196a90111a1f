package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.cli.doctor.facts.Seen;

class HostChecksTest {

    private final HostOfTest host = new HostOfTest();

    @Test
    void aClockThatNobodySetsIsToBeLookedAt() {
        host.clock = Seen.found(false);

        assertThat(host.finding(Area.host, "clock").verdict()).isEqualTo(Verdict.warning);
        assertThat(host.finding(Area.host, "clock").says()).contains("chrony");
    }

    @ParameterizedTest
    @CsvSource({"49000000, wrong", "499000000, warning", "500000000, ok"})
    void aDiskThatIsFullIsWrong(long bytes, Verdict verdict) {
        host.bytesFree = bytes;

        assertThat(host.finding(Area.host, "disk").verdict()).isEqualTo(verdict);
    }
}
