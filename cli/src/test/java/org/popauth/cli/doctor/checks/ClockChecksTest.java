package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Seen;

class ClockChecksTest {

    private final HostOfTest host = new HostOfTest();

    private Finding apart(long millis, long within) {
        host.brokerClock =
                Seen.found(
                        new Agent.BrokerClock(
                                Duration.ofMillis(millis), Duration.ofMillis(within)));
        return host.finding(Area.agent, "broker-clock");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, ok",
        "1100, 100, ok",
        "1101, 100, warning",
        "-1101, 100, warning",
        "60000, 0, warning",
        "-60001, 0, wrong",
        "5000, 4500, ok"
    })
    void onlyWhatIsSurelyApartCounts(long millis, long within, Verdict verdict) {
        assertThat(apart(millis, within).verdict()).isEqualTo(verdict);
    }

    @Test
    void whatFollowsIsSaid() {
        assertThat(apart(75_200, 2).says())
                .isEqualTo(
                        "this host's clock is 75.200 s ahead of the broker's: bans and grants end"
                                + " so much too early here, and what this host's log grants too"
                                + " late elsewhere");
        assertThat(apart(-75_200, 2).says()).contains("behind the broker's", "too late here");
        assertThat(apart(-75_200, 2).lines()).contains("timedatectl set-ntp true");
        assertThat(apart(3, 2).says())
                .isEqualTo("this host's clock and the broker's differ by 0.005 s or less");
    }

    @Test
    void aClockThatIsNotToldIsNotRight() {
        host.brokerClock = Seen.unread("the broker does not tell");
        assertThat(host.finding(Area.agent, "broker-clock").verdict()).isEqualTo(Verdict.unknown);

        host.brokerClock = Seen.missing("no broker is named");
        assertThat(host.finding(Area.agent, "broker-clock").verdict()).isEqualTo(Verdict.skipped);
    }
}
