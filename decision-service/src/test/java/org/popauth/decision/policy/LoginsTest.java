package org.popauth.decision.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.popauth.decision.MailEvents;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;

class LoginsTest {

    private static final String HOME = "198.51.100.7";

    private final Scene scene = new Scene();
    private final MailEvents events = new MailEvents("mx1:file:/var/log/mail.log");

    @Test
    void aLoginLetsItsAddressRelayForHalfAnHour() {
        // When
        scene.happens(events.login(HOME, "tony"));
        // Then
        var made = requireNonNull(scene.last(Measure.RELAY));
        assertThat(made.client()).isEqualTo(Client.parse(HOME));
        assertThat(made.from()).isEqualTo(events.now());
        assertThat(made.until()).isEqualTo(events.now().plus(Duration.ofMinutes(30)));
        assertThat(made.user()).isEqualTo("tony");
        assertThat(made.rule()).isEqualTo("login");
        assertThat(made.reason()).isEqualTo("log-in by pop3");
        assertThat(made.causes()).hasSize(1);
    }

    @Test
    void relayingThatIsRefusedWhileTheGrantStandsIsNotCounted() {
        // Given
        scene.happens(events.login(HOME, "tony"));
        // When
        for (int i = 0; i < 30; i++) {
            scene.happens(events.offence(HOME, OffenceKind.RELAY_DENIED));
        }
        // Then
        assertThat(scene.made(Measure.REJECT)).isEmpty();
        // When
        events.after(Duration.ofMinutes(31));
        for (int i = 0; i < 10; i++) {
            scene.happens(events.offence(HOME, OffenceKind.RELAY_DENIED));
        }
        // Then
        assertThat(scene.made(Measure.REJECT)).hasSize(1);
    }

    @Test
    void inIpv6TheGrantIsForTheExactAddress() {
        // When
        scene.happens(events.login("2001:db8:1::25", "tony"));
        // Then
        assertThat(requireNonNull(scene.last(Measure.RELAY)).client())
                .isEqualTo(Client.parse("2001:db8:1::25"));
    }

    @Test
    void logInsInQuickSuccessionArePublishedOnce() {
        // Given
        scene.happens(events.login(HOME, "tony"));
        // When
        scene.happens(events.after(Duration.ofSeconds(59)).login(HOME, "tony"));
        // Then
        assertThat(scene.decisions()).hasSize(1);
        // When
        scene.happens(events.after(Duration.ofSeconds(1)).login(HOME, "tony"));
        // Then
        assertThat(scene.decisions()).hasSize(2);
        assertThat(requireNonNull(scene.last(Measure.RELAY)).until())
                .isEqualTo(events.now().plus(Duration.ofMinutes(30)));
    }

    @Test
    void anOpenSessionHoldsTheGrantUntilHalfAnHourAfterItsEnd() {
        // Given
        var login = events.now();
        scene.happens(events.login(HOME, "mary", "imap", "s1"));
        assertThat(requireNonNull(scene.last(Measure.RELAY)).until())
                .isEqualTo(login.plus(Duration.ofHours(12)));
        // When
        events.after(Duration.ofHours(2));
        scene.happens(events.logout(HOME, "mary", "imap", "s1"));
        // Then
        assertThat(requireNonNull(scene.last(Measure.RELAY)).until())
                .isEqualTo(events.now().plus(Duration.ofMinutes(30)));
    }

    @Test
    void theGrantHoldsWhileOneOfSeveralSessionsIsOpen() {
        // Given
        scene.happens(events.login(HOME, "mary", "imap", "s1"));
        scene.happens(events.after(Duration.ofHours(1)).login(HOME, "mary", "imap", "s2"));
        var second = events.now();
        // When
        scene.happens(events.after(Duration.ofMinutes(1)).logout(HOME, "mary", "imap", "s1"));
        // Then
        assertThat(requireNonNull(scene.last(Measure.RELAY)).until())
                .isEqualTo(second.plus(Duration.ofHours(12)));
    }

    @Test
    void aPop3SessionDoesNotCountAsOpen() {
        // When
        scene.happens(events.login(HOME, "tony", "pop3", "s1"));
        // Then
        assertThat(requireNonNull(scene.last(Measure.RELAY)).until())
                .isEqualTo(events.now().plus(Duration.ofMinutes(30)));
    }

    @Test
    void aLogOutWithoutALogInGrantsNothing() {
        // When
        scene.happens(events.logout(HOME, "mary", "imap", "s1"));
        // Then
        assertThat(scene.decisions()).isEmpty();
    }

    @Test
    void noHostHasTheseAddresses() {
        // When
        scene.happens(events.login("0.0.0.0", "tony"));
        scene.happens(events.login("224.0.0.1", "tony"));
        scene.happens(events.login("255.255.255.255", "tony"));
        scene.happens(events.login("::", "tony"));
        scene.happens(events.login("ff02::1", "tony"));
        // Then
        assertThat(scene.decisions()).isEmpty();
    }

    @Test
    void aLoginOutranksRejectAndDropOfItsWholeNetwork() {
        // Given
        scene.happens(events.rblListed("2001:db8:1::1", "rbl.example", "x"));
        for (int i = 0; i < 3; i++) {
            scene.happens(events.offence("2001:db8:1::1", OffenceKind.REFUSED_AGAIN));
        }
        assertThat(scene.last(Measure.DROP)).isNotNull();
        // When
        var decided =
                scene.happens(events.after(Duration.ofMinutes(1)).login("2001:db8:1::2", "tony"));
        // Then
        assertThat(decided.stream().filter(Decision.Withdrawn.class::isInstance))
                .extracting(Decision::measure, Decision::rule)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Measure.REJECT, "login"),
                        org.assertj.core.groups.Tuple.tuple(Measure.DROP, "login"));
        assertThat(scene.stands(Measure.REJECT, "2001:db8:1::/64", events.now())).isFalse();
        assertThat(scene.stands(Measure.DROP, "2001:db8:1::/64", events.now())).isFalse();
        assertThat(decided.getLast().measure()).isEqualTo(Measure.RELAY);
    }

    @Test
    void failuresOfAUserWhoSucceededThereAreForgivenAndOthersAreNot() {
        // Given
        for (int i = 0; i < 4; i++) {
            scene.happens(events.loginFailed(HOME, "user" + i));
        }
        scene.happens(events.login(HOME, "Tony"));
        // When: his own failures, as many as it takes
        for (int i = 0; i < 100; i++) {
            scene.happens(events.loginFailed(HOME, "tony"));
        }
        // Then
        assertThat(scene.last(Measure.REJECT)).isNull();
        // When: one more of another user
        scene.happens(events.loginFailed(HOME, "user9"));
        // Then: the four before the log-in still count
        assertThat(scene.last(Measure.REJECT)).isNotNull();
    }

    @Test
    void earlierFailuresOfTheUserAreForgivenToo() {
        // Given
        for (int i = 0; i < 20; i++) {
            scene.happens(events.loginFailed(HOME, "tony"));
        }
        // When
        scene.happens(events.login(HOME, "tony"));
        // Then
        assertThat(scene.state(Client.parse(HOME)).counters()).isEmpty();
    }

    @Test
    void anAttackerWithOneValidAccountGainsNothing() {
        // Given
        for (int i = 0; i < 5; i++) {
            scene.happens(events.loginFailed(HOME, "victim" + i));
        }
        assertThat(scene.stands(Measure.REJECT, HOME, events.now())).isTrue();
        scene.happens(events.login(HOME, "own-account"));
        assertThat(scene.stands(Measure.REJECT, HOME, events.now())).isFalse();
        // When
        scene.happens(events.loginFailed(HOME, "victim6"));
        // Then
        assertThat(scene.stands(Measure.REJECT, HOME, events.now())).isTrue();
    }

    @Test
    void aClockFarAheadDoesNotGrantTheFuture() {
        // Given
        var ahead = new MailEvents("mx2", MailEvents.START.plus(Duration.ofDays(3650)));
        var login = (org.popauth.events.MailEvent.LoginSucceeded) ahead.login(HOME, "tony");
        // When
        scene.happens(
                new org.popauth.events.MailEvent.LoginSucceeded(
                        login.id(),
                        login.at(),
                        MailEvents.START,
                        login.host(),
                        login.client(),
                        login.address(),
                        login.program(),
                        login.line(),
                        login.user(),
                        login.service(),
                        null));
        // Then
        assertThat(requireNonNull(scene.last(Measure.RELAY)).until())
                .isEqualTo(MailEvents.START.plus(Duration.ofMinutes(30)));
    }
}
