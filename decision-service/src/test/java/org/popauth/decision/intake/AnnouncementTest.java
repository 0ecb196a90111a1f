package org.popauth.decision.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.Test;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;

class AnnouncementTest {

    private static final Instant FROM = Instant.parse("2026-11-23T09:55:53.723798Z");

    @Test
    void aMeasureIsASentenceWithItsKeys() {
        // Given
        var made = made(Measure.REJECT, FROM, false);
        // Then
        assertThat(Announcement.of(made))
                .isEqualTo(
                        "client is rejected: client=203.0.113.0 measure=REJECT rule=rbl-listed"
                                + " until=2026-11-24T09:55:53Z reason=1 refusal because of an RBL"
                                + " (rbl.example)");
        assertThat(Announcement.level(made)).isEqualTo(Level.INFO);
    }

    @Test
    void whatIsSimulatedIsSaidToBeSo() {
        assertThat(Announcement.of(made(Measure.DROP, FROM, true)))
                .startsWith("client would be dropped, simulated only: client=203.0.113.0");
    }

    @Test
    void aWithdrawalHasTheSameKeys() {
        // Given
        var withdrawn =
                new Decision.Withdrawn(
                        Measure.DROP,
                        Client.parse("203.0.113.0"),
                        8,
                        FROM,
                        false,
                        "login",
                        "a log-in by imap outranks it",
                        "popauth",
                        List.of(),
                        null);
        // Then
        assertThat(Announcement.of(withdrawn))
                .isEqualTo(
                        "client is dropped no longer: client=203.0.113.0 measure=DROP rule=login"
                                + " until=2026-11-23T09:55:53Z reason=a log-in by imap outranks"
                                + " it");
        assertThat(Announcement.level(withdrawn)).isEqualTo(Level.INFO);
    }

    @Test
    void oneMoreAddressOfWhatStandsAndLogInsAreNoNews() {
        assertThat(Announcement.level(made(Measure.REJECT, FROM.plusSeconds(1), false)))
                .isEqualTo(Level.DEBUG);
        assertThat(Announcement.level(made(Measure.RELAY, FROM, false))).isEqualTo(Level.DEBUG);
    }

    private static Decision.Made made(Measure measure, Instant at, boolean simulated) {
        return new Decision.Made(
                measure,
                Client.parse("203.0.113.0"),
                List.of(),
                7,
                at,
                FROM,
                FROM.plus(Duration.ofHours(24)),
                simulated,
                "rbl-listed",
                "1 refusal because of an RBL (rbl.example)",
                null,
                null,
                "popauth",
                List.of(),
                null);
    }
}
