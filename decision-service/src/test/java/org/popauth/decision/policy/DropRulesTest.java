package org.popauth.decision.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.popauth.decision.MailEvents;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;

class DropRulesTest {

    private static final String SPAMMER = "203.0.113.9";

    private final Scene scene = new Scene();
    private final MailEvents events = new MailEvents("mx1:file:/var/log/mail.log");

    @Test
    void comingBackThreeTimesWithinAnHourWhileRejectedDropsForADay() {
        // Given
        scene.happens(events.rblListed(SPAMMER, "rbl.example", "x"));
        comesBack();
        comesBack();
        assertThat(scene.made(Measure.DROP)).isEmpty();
        // When
        comesBack();
        // Then
        var made = requireNonNull(scene.last(Measure.DROP));
        assertThat(made.rule()).isEqualTo("refused-again");
        assertThat(made.reason())
                .isEqualTo("3 returns while refused within 60 min".replace("60 min", "1 h"));
        assertThat(made.until()).isEqualTo(events.now().plus(Duration.ofHours(24)));
        assertThat(made.reply()).isNull();
        assertThat(made.causes()).hasSize(3);
    }

    @Test
    void comingBackSlowlyDoesNotDrop() {
        // Given
        scene.happens(events.rblListed(SPAMMER, "rbl.example", "x"));
        // When
        for (int i = 0; i < 20; i++) {
            events.after(Duration.ofMinutes(30));
            comesBack();
        }
        // Then
        assertThat(scene.made(Measure.DROP)).isEmpty();
    }

    @Test
    void whoIsNotRejectedIsNotDropped() {
        // When
        for (int i = 0; i < 20; i++) {
            comesBack();
        }
        // Then
        assertThat(scene.decisions()).isEmpty();
    }

    @Test
    void offencesBeforeTheRejectionDoNotCountTowardsDropping() {
        // Given
        for (int i = 0; i < 5; i++) {
            scene.happens(events.offence(SPAMMER, OffenceKind.RECIPIENT_UNKNOWN));
        }
        assertThat(scene.last(Measure.REJECT)).isNotNull();
        // When
        for (int i = 0; i < 19; i++) {
            scene.happens(events.offence(SPAMMER, OffenceKind.RECIPIENT_UNKNOWN));
        }
        // Then
        assertThat(scene.last(Measure.DROP)).isNull();
        // When
        scene.happens(events.offence(SPAMMER, OffenceKind.RECIPIENT_UNKNOWN));
        // Then
        assertThat(requireNonNull(scene.last(Measure.DROP)).rule()).isEqualTo("recipients-go-on");
    }

    @Test
    void whatIsDroppedIsNotDroppedAgain() {
        // Given
        scene.happens(events.rblListed(SPAMMER, "rbl.example", "x"));
        // When
        for (int i = 0; i < 30; i++) {
            comesBack();
        }
        // Then
        assertThat(scene.made(Measure.DROP)).hasSize(1);
    }

    private void comesBack() {
        scene.happens(
                events.after(Duration.ofSeconds(1)).offence(SPAMMER, OffenceKind.REFUSED_AGAIN));
    }
}
