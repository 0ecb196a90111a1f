package org.popauth.decision.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.popauth.decision.MailEvents;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;

class RejectRulesTest {

    private static final String SPAMMER = "203.0.113.9";

    private final Scene scene = new Scene();
    private final MailEvents events = new MailEvents("mx1:file:/var/log/mail.log");

    static List<Rule> countingRules() {
        return DefaultRules.all().stream()
                .filter(rule -> rule.measure() == Measure.REJECT)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("countingRules")
    void theLastOffenceOfTheThresholdRejects(Rule rule) {
        // Given
        var kind = rule.kinds().iterator().next();
        for (int i = 1; i < rule.threshold(); i++) {
            scene.happens(offence(kind, i));
        }
        assertThat(scene.decisions()).isEmpty();
        // When
        scene.happens(offence(kind, rule.threshold()));
        // Then
        var made = requireNonNull(scene.last(Measure.REJECT));
        assertThat(made.rule()).isEqualTo(rule.name());
        assertThat(made.from()).isEqualTo(events.now());
        assertThat(made.until()).isEqualTo(events.now().plus(rule.duration()));
        assertThat(made.simulated()).isFalse();
        assertThat(made.causes()).hasSize(Math.min(20, rule.threshold()));
        assertThat(made.observedAt()).isEqualTo(events.now().plusMillis(5));
        assertThat(made.reason()).isEqualTo(rule.threshold() == 1 ? rule.one() : numbers(rule));
        assertThat(made.addresses()).containsExactly(Address.parse(SPAMMER));
    }

    private static String numbers(Rule rule) {
        return rule.threshold() + " " + rule.many() + " within " + Words.of(rule.window());
    }

    @ParameterizedTest
    @MethodSource("countingRules")
    void offencesFurtherApartThanTheWindowDoNotAddUp(Rule rule) {
        // Given
        if (rule.threshold() == 1) {
            return;
        }
        var kind = rule.kinds().iterator().next();
        for (int i = 1; i < rule.threshold(); i++) {
            scene.happens(offence(kind, i));
        }
        // When
        events.after(rule.window());
        scene.happens(offence(kind, rule.threshold()));
        // Then
        assertThat(scene.decisions()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("countingRules")
    void whoGoesOnIsRememberedByTheNewestOffencesThatReachTheThreshold(Rule rule) {
        // Given
        var kind = rule.kinds().iterator().next();
        // When
        for (int i = 0; i < 300; i++) {
            events.after(Duration.ofMillis(10));
            scene.happens(offence(kind, i));
        }
        // Then
        var marks =
                scene.state(Client.parse(SPAMMER)).counters().stream()
                        .filter(counter -> counter.rule().equals(rule.name()))
                        .toList()
                        .getFirst()
                        .marks();
        assertThat(marks).hasSize(Math.max(20, rule.threshold()));
        assertThat(marks.getLast().at()).isEqualTo(events.now());
    }

    private org.popauth.events.MailEvent offence(OffenceKind kind, int number) {
        return kind == OffenceKind.LOGIN_FAILED
                ? events.loginFailed(SPAMMER, "user" + number)
                : events.offence(SPAMMER, kind);
    }

    @Test
    void anRblRefusalRejectsForADayInPopAuthsOldWords() {
        // When
        scene.happens(
                events.rblListed(
                        SPAMMER,
                        "rbl.example",
                        "Service unavailable; Client host [203.0.113.9] blocked using rbl.example;"
                                + " Listed, see http://rbl.example/q"));
        // Then
        var made = requireNonNull(scene.last(Measure.REJECT));
        assertThat(made.until()).isEqualTo(events.now().plus(Duration.ofHours(24)));
        assertThat(made.reply())
                .isEqualTo(
                        "554 Your IP address has been blacklisted by rbl.example. Visit their"
                                + " website or write <postmaster> to argue. Listed, see"
                                + " http://rbl.example/q");
        assertThat(made.reason()).isEqualTo("1 refusal because of an RBL (rbl.example)");
    }

    @Test
    void theReplyIsOneBoundedLineOfAscii() {
        // When
        scene.happens(
                events.rblListed(
                        SPAMMER,
                        "rbl.example",
                        "x\r\n250 OK\u0000\u001b[31m\u00e4\u202e" + "y".repeat(5000)));
        // Then
        var reply = requireNonNull(requireNonNull(scene.last(Measure.REJECT)).reply());
        assertThat(reply).hasSizeLessThanOrEqualTo(400).matches("[ -~]+");
    }

    @Test
    void aZoneThatIsNoNameIsNotRepeated() {
        // When
        scene.happens(events.rblListed(SPAMMER, "evil\r\nzone", "x"));
        // Then
        assertThat(requireNonNull(scene.last(Measure.REJECT)).reply())
                .startsWith("554 Your IP address has been blacklisted by this mail server.");
    }

    @Test
    void bouncesToUnknownRecipientsAreNotCounted() {
        // When
        for (int i = 0; i < 50; i++) {
            scene.happens(events.offence(SPAMMER, OffenceKind.RECIPIENT_UNKNOWN, ""));
        }
        // Then
        assertThat(scene.decisions()).isEmpty();
    }

    @Test
    void aPasswordThatIsTriedAgainAndAgainForOneUserCountsAsFew() {
        // When: a telephone with an old password
        for (int i = 0; i < 20; i++) {
            scene.happens(events.loginFailed(SPAMMER, "tony"));
        }
        // Then
        assertThat(scene.decisions()).isEmpty();
        // When: it does not stop
        scene.happens(events.loginFailed(SPAMMER, "tony"));
        // Then
        assertThat(scene.last(Measure.REJECT)).isNotNull();
    }

    @Test
    void addressesOfOneNetworkAddUp() {
        // Given
        for (int i = 1; i <= 9; i++) {
            scene.happens(events.offence("2001:db8:1::" + i, OffenceKind.RELAY_DENIED));
        }
        // When
        scene.happens(events.offence("2001:db8:1::a", OffenceKind.RELAY_DENIED));
        // Then
        var made = requireNonNull(scene.last(Measure.REJECT));
        assertThat(made.client()).isEqualTo(Client.parse("2001:db8:1::/64"));
        assertThat(made.addresses()).hasSize(10);
    }

    @Test
    void oneMoreAddressOfARejectedNetworkIsToldWithTheSameEnd() {
        // Given
        scene.happens(events.rblListed("2001:db8:1::1", "rbl.example", "x"));
        var first = requireNonNull(scene.last(Measure.REJECT));
        // When
        scene.happens(events.offence("2001:db8:1::2", OffenceKind.REFUSED_AGAIN));
        // Then
        var second = requireNonNull(scene.last(Measure.REJECT));
        assertThat(second.addresses()).hasSize(2);
        assertThat(second.revision()).isGreaterThan(first.revision());
        assertThat(second.until()).isEqualTo(first.until());
        assertThat(second.from()).isEqualTo(first.from());
    }

    @Test
    void anAddressThatTheTablesListAlreadyIsNotToldAgain() {
        // Given: two days of REJECT
        scene.happens(events.rblListed("2001:db8:1::1", "rbl.example", "x"));
        events.at(requireNonNull(scene.last(Measure.REJECT)).until());
        scene.happens(events.rblListed("2001:db8:1::1", "rbl.example", "x"));
        // When: it comes back at once, and when it is no longer remembered as seen
        scene.happens(events.offence("2001:db8:1::1", OffenceKind.RELAY_DENIED));
        events.after(Duration.ofHours(25));
        scene.happens(events.offence("2001:db8:1::1", OffenceKind.RELAY_DENIED));
        // Then
        assertThat(scene.made(Measure.REJECT)).hasSize(2);
    }

    @Test
    void aNetworkThatOffendsFromEverNewAddressesIsToldABoundedNumberOfTimes() {
        // When
        for (int i = 1; i <= 500; i++) {
            var address = "2001:db8:1::" + Integer.toHexString(i);
            scene.happens(events.offence(address, OffenceKind.RELAY_DENIED));
        }
        // Then: once for the network, then once for each address until tables list enough
        assertThat(scene.made(Measure.REJECT)).hasSize(1 + 64 - 10);
        assertThat(requireNonNull(scene.last(Measure.REJECT)).addresses()).hasSize(64);
        assertThat(scene.made(Measure.DROP)).hasSize(1);
    }

    @Test
    void offencesOfARejectedClientAreNotDecidedAnew() {
        // Given
        scene.happens(events.rblListed(SPAMMER, "rbl.example", "x"));
        // When
        for (int i = 0; i < 100; i++) {
            scene.happens(
                    events.after(Duration.ofSeconds(1)).rblListed(SPAMMER, "rbl.example", "x"));
            scene.happens(events.offence(SPAMMER, OffenceKind.RELAY_DENIED));
        }
        // Then
        assertThat(scene.made(Measure.REJECT)).hasSize(1);
        assertThat(scene.made(Measure.DROP)).hasSize(1);
    }

    @Test
    void whatIsProtectedIsNeitherCountedNorRejected() {
        // When
        for (int i = 0; i < 50; i++) {
            scene.happens(events.rblListed("192.168.7.7", "rbl.example", "x"));
            scene.happens(events.rblListed("2001:db8:aaaa::1", "rbl.example", "x"));
        }
        // Then
        assertThat(scene.decisions()).isEmpty();
    }

    @Test
    void aSimulatedRuleIsShownAndDoesNotKeepAnotherFromRejecting() {
        // Given
        var rules =
                DefaultRules.all().stream()
                        .map(rule -> rule.name().equals("rbl-listed") ? simulated(rule) : rule)
                        .toList();
        var simulating = new Scene(PolicySettings.defaults().withRules(rules));
        // When
        simulating.happens(events.rblListed(SPAMMER, "rbl.example", "x"));
        simulating.happens(events.rblListed(SPAMMER, "rbl.example", "x"));
        simulating.happens(events.offence(SPAMMER, OffenceKind.HELO_FORGED));
        simulating.happens(events.offence(SPAMMER, OffenceKind.HELO_FORGED));
        // Then
        assertThat(simulating.made(Measure.REJECT))
                .extracting(made -> made.rule() + " " + made.simulated())
                .containsExactly("rbl-listed true", "helo-forged false");
        // When: another address of a network, which no table lists
        simulating.happens(events.rblListed("2001:db8:1::1", "rbl.example", "x"));
        var again = simulating.happens(events.rblListed("2001:db8:1::2", "rbl.example", "x"));
        // Then
        assertThat(again).isEmpty();
    }

    private static Rule simulated(Rule rule) {
        return new Rule(
                rule.name(),
                rule.sentence(),
                rule.kinds(),
                rule.one(),
                rule.many(),
                rule.measure(),
                rule.threshold(),
                rule.window(),
                rule.duration(),
                rule.factor(),
                rule.cap(),
                Mode.SIMULATE,
                rule.whileRejected(),
                rule.repeatsAsOne());
    }

    @Test
    void whoComesBackIsRejectedLongerEachTimeButNotForEver() {
        // When
        for (int i = 0; i < 6; i++) {
            scene.happens(events.rblListed(SPAMMER, "rbl.example", "x"));
            events.at(requireNonNull(scene.last(Measure.REJECT)).until());
        }
        // Then
        var hours =
                scene.made(Measure.REJECT).stream()
                        .map(made -> Duration.between(made.from(), made.until()).toHours())
                        .toList();
        assertThat(hours.get(0)).isEqualTo(24);
        assertThat(hours.get(1)).isBetween(43L, 53L);
        assertThat(hours.get(2)).isBetween(86L, 106L);
        assertThat(hours).allMatch(each -> each <= 168);
        assertThat(scene.made(Measure.REJECT).get(1).reason()).endsWith("; strike 2 within 7 days");
    }

    @Test
    void aLineReadLateFromAnOldLogChangesNothingThatStands() {
        // Given
        scene.happens(events.rblListed(SPAMMER, "rbl.example", "x"));
        // When
        var old = new MailEvents("old", MailEvents.START.minus(Duration.ofDays(300)));
        scene.happens(old.rblListed(SPAMMER, "rbl.example", "x"));
        // Then
        assertThat(scene.decisions()).hasSize(1);
    }
}
