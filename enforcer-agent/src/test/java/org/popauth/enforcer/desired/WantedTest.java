package org.popauth.enforcer.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;
import org.popauth.events.Network;

class WantedTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant END = START.plus(HOUR);
    private static final Guard GUARD =
            new Guard(List.of(), 48).and(List.of(Network.parse("192.0.2.0/24")), "which is ours");

    private static Wanted wanted(Decision... decisions) {
        var folded = List.of(decisions).stream().map(Folded::of).toList();
        return Wanted.at(START, decisions[0].measure(), folded, GUARD);
    }

    private static Wanted.Refusal refusal(Wanted wanted, String client) {
        return Objects.requireNonNull(wanted.refusals().get(Client.parse(client)));
    }

    private static Network network(String text) {
        return Network.parse(text);
    }

    @Test
    void itEndsBeforeItsLastInstantAndIsNotAwaitedByAClockThatIsBehind() {
        // Given
        var decision = made(Measure.DROP, "203.0.113.9", 1, START, HOUR);
        var folded = List.of(Folded.of(decision));

        // Then
        assertThat(Wanted.at(START.minus(HOUR), Measure.DROP, folded, GUARD).entries()).hasSize(1);
        assertThat(Wanted.at(START, Measure.DROP, folded, GUARD).entries()).hasSize(1);
        assertThat(Wanted.at(END.minusNanos(1), Measure.DROP, folded, GUARD).entries()).hasSize(1);
        assertThat(Wanted.at(END, Measure.DROP, folded, GUARD).entries()).isEmpty();
    }

    @Test
    void aGrantIsForTheExactAddress() {
        // When
        var wanted = wanted(made(Measure.RELAY, "2001:db8::25", 1, START, HOUR));

        // Then
        assertThat(wanted.entries().get(network("2001:db8::25")))
                .isEqualTo(new Entry(network("2001:db8::25"), START.plus(HOUR), "OK popauth"));
    }

    @Test
    void aRejectedNetworkIsListedByTheAddressesSeen() {
        // Given
        var seen = List.of(Address.parse("2001:db8::1"), Address.parse("2001:db8::2"));

        // When
        var wanted = wanted(made(Measure.REJECT, "2001:db8::/64", seen, 1, START, HOUR));

        // Then
        assertThat(wanted.entries())
                .containsOnlyKeys(network("2001:db8::1"), network("2001:db8::2"));
    }

    @Test
    void aRejectedNetworkWithoutAnAddressIsAFailureOfTheTable() {
        // When
        var wanted = wanted(made(Measure.REJECT, "2001:db8::/64", 1, START, HOUR));

        // Then
        assertThat(wanted.entries()).isEmpty();
        assertThat(refusal(wanted, "2001:db8::/64").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aDroppedNetworkIsOneElement() {
        // When
        var wanted = wanted(made(Measure.DROP, "2001:db8::/64", 1, START, HOUR));

        // Then
        assertThat(wanted.entries()).containsOnlyKeys(network("2001:db8::/64"));
    }

    @Test
    void aProtectedClientIsRefusedWithTheReason() {
        // When
        var wanted = wanted(made(Measure.DROP, "192.0.2.77", 1, START, HOUR));

        // Then
        assertThat(wanted.entries()).isEmpty();
        var refusal = refusal(wanted, "192.0.2.77");
        assertThat(refusal.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refusal.detail()).contains("192.0.2.0/24", "which is ours");
    }

    @Test
    void aProtectedClientMayRelay() {
        // When
        var wanted = wanted(made(Measure.RELAY, "192.0.2.77", 1, START, HOUR));

        // Then
        assertThat(wanted.entries()).hasSize(1);
    }

    @Test
    void aNetworkWiderThanTheLimitIsRefused() {
        // When
        var wanted = wanted(made(Measure.DROP, "2001:db8::/47", 1, START, HOUR));

        // Then
        assertThat(refusal(wanted, "2001:db8::/47").detail()).contains("/48");
    }

    @Test
    void ofTwoDecisionsForOneAddressTheLongerCounts() {
        // Given
        var seen = List.of(Address.parse("2001:db8::1"));

        // When
        var wanted =
                wanted(
                        made(Measure.REJECT, "2001:db8::/64", seen, 1, START, HOUR.multipliedBy(2)),
                        made(Measure.REJECT, "2001:db8::1", 2, START, HOUR));

        // Then
        assertThat(wanted.entries().values())
                .extracting(Entry::until)
                .containsExactly(START.plus(HOUR.multipliedBy(2)));
    }
}
