package org.popauth.decision.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.popauth.decision.MailEvents;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;

class CircuitBreakerTest {

    private final MailEvents events = new MailEvents("mx1:file:/var/log/mail.log");

    @Test
    void measuresBeyondTheLimitOfAMinuteAreSimulated() {
        // Given
        var scene = scene(3, 100);
        // When
        for (int i = 1; i <= 5; i++) {
            scene.happens(events.offence("203.0.113." + i, OffenceKind.HELO_FORGED));
            scene.happens(events.offence("203.0.113." + i, OffenceKind.HELO_FORGED));
        }
        // Then
        assertThat(scene.made(Measure.REJECT))
                .extracting(Decision::simulated)
                .containsExactly(false, false, false, true, true);
        assertThat(scene.made(Measure.REJECT).getLast().reason())
                .isEqualTo(
                        "2 forged greetings within 1 h; held back: more than 3 new measures within"
                                + " a minute");
    }

    @Test
    void theNextMinuteIsCountedAnew() {
        // Given
        var scene = scene(1, 100);
        scene.happens(events.rblListed("203.0.113.1", "rbl.example", "x"));
        scene.happens(events.rblListed("203.0.113.2", "rbl.example", "x"));
        // When
        events.after(Duration.ofMinutes(1));
        scene.happens(events.rblListed("203.0.113.2", "rbl.example", "x"));
        // Then
        assertThat(scene.made(Measure.REJECT))
                .extracting(Decision::simulated)
                .containsExactly(false, true, false);
    }

    @Test
    void anRblThatListsEverybodyIsNotBelievedAndOthersAre() {
        // Given
        var scene = scene(100, 2);
        // When
        for (int i = 1; i <= 4; i++) {
            scene.happens(events.rblListed("203.0.113." + i, "dead.example", "x"));
        }
        scene.happens(events.rblListed("203.0.113.9", "rbl.example", "x"));
        // Then
        assertThat(scene.made(Measure.REJECT))
                .extracting(Decision::simulated)
                .containsExactly(false, false, true, true, false);
    }

    private static Scene scene(int measures, int perZone) {
        return new Scene(
                PolicySettings.defaults(),
                new CircuitBreaker(
                        new CircuitBreaker.Limits(measures, perZone), new CountedInMemory()));
    }
}
