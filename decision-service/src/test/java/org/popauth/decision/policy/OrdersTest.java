package org.popauth.decision.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.popauth.decision.MailEvents;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.Network;
import org.popauth.events.OffenceKind;
import org.popauth.events.OperatorOrder;

class OrdersTest {

    private static final Client SPAMMER = Client.parse("203.0.113.9");

    private final Scene scene = new Scene();
    private final MailEvents events = new MailEvents("mx1:file:/var/log/mail.log");

    @Test
    void aBanStandsAsLongAsTheOperatorSays() {
        // When
        scene.take(SPAMMER, ban(Measure.DROP, Duration.ofHours(2)));
        // Then
        var made = requireNonNull(scene.last(Measure.DROP));
        assertThat(made.until()).isEqualTo(events.now().plus(Duration.ofHours(2)));
        assertThat(made.rule()).isEqualTo("operator");
        assertThat(made.by()).isEqualTo("anna");
        assertThat(made.reason()).isEqualTo("nuisance");
        assertThat(made.causes()).isEmpty();
        assertThat(made.observedAt()).isNull();
    }

    @Test
    void aBanReplacesALongerOne() {
        // Given
        scene.happens(events.rblListed(SPAMMER.toString(), "rbl.example", "x"));
        // When
        scene.take(SPAMMER, ban(Measure.REJECT, Duration.ofMinutes(5)));
        // Then
        assertThat(scene.state(SPAMMER).standing()).hasSize(1);
        assertThat(requireNonNull(scene.last(Measure.REJECT)).reply())
                .startsWith("554 Your IP address has been blacklisted by ");
    }

    @Test
    void aLoginEndsAnOperatorsBanToo() {
        // Given
        scene.take(SPAMMER, ban(Measure.DROP, Duration.ofHours(2)));
        // When
        scene.happens(events.login(SPAMMER.toString(), "tony"));
        // Then
        assertThat(scene.stands(Measure.DROP, SPAMMER.toString(), events.now())).isFalse();
    }

    @Test
    void whatIsLiftedDoesNotComeBackWithTheNextOffence() {
        // Given
        for (int i = 0; i < 5; i++) {
            scene.happens(events.offence(SPAMMER.toString(), OffenceKind.RECIPIENT_UNKNOWN));
        }
        // When
        var lift =
                new OperatorOrder.Lift(
                        UUID.randomUUID(), events.now(), "anna", "a mistake", SPAMMER, null);
        var decided =
                scene.take(
                        SPAMMER,
                        scene.policy().lift(scene.state(SPAMMER), lift, scene.surroundings()));
        scene.happens(events.offence(SPAMMER.toString(), OffenceKind.RECIPIENT_UNKNOWN));
        // Then
        assertThat(decided).singleElement().isInstanceOf(Decision.Withdrawn.class);
        assertThat(scene.state(SPAMMER).standing()).isEmpty();
    }

    @Test
    void liftingTheRelayEndsTheGrantOnly() {
        // Given
        scene.happens(events.login(SPAMMER.toString(), "tony"));
        scene.happens(events.rblListed(SPAMMER.toString(), "rbl.example", "x"));
        // When
        var lift =
                new OperatorOrder.Lift(
                        UUID.randomUUID(), events.now(), "anna", "stolen", SPAMMER, Measure.RELAY);
        scene.take(SPAMMER, scene.policy().lift(scene.state(SPAMMER), lift, scene.surroundings()));
        // Then
        assertThat(scene.state(SPAMMER).grants()).isEmpty();
        assertThat(scene.state(SPAMMER).standing())
                .extracting(Decision::measure)
                .containsExactly(Measure.REJECT);
    }

    @Test
    void allowingANetworkLiftsWhatStandsInIt() {
        // Given
        scene.happens(events.rblListed(SPAMMER.toString(), "rbl.example", "x"));
        // When
        var allow =
                new OperatorOrder.Allow(
                        UUID.randomUUID(),
                        events.now(),
                        "anna",
                        "a customer",
                        Network.parse("203.0.113.0/24"),
                        null);
        scene.take(
                SPAMMER, scene.policy().allow(scene.state(SPAMMER), allow, scene.surroundings()));
        // Then
        assertThat(scene.state(SPAMMER).standing()).isEmpty();
    }

    private Outcome ban(Measure measure, Duration duration) {
        var ban =
                new OperatorOrder.Ban(
                        UUID.randomUUID(),
                        events.now(),
                        "anna",
                        "nuisance",
                        SPAMMER,
                        measure,
                        duration);
        return scene.policy().ban(scene.state(SPAMMER), ban, scene.surroundings());
    }
}
