package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordsTest {

    private static final Instant NOON = Instant.parse("2026-03-09T12:00:00Z");
    private static final Client NETWORK = Client.parse("2001:db8::/64");

    @Test
    void aMeasureStandsFromItsBeginningUntilBeforeItsEnd() {
        var made = made(NETWORK, List.of(), NOON, NOON.plusSeconds(2));
        assertThat(made.standsAt(NOON.minusNanos(1))).isFalse();
        assertThat(made.standsAt(NOON)).isTrue();
        assertThat(made.standsAt(NOON.plusSeconds(2).minusNanos(1))).isTrue();
        assertThat(made.standsAt(NOON.plusSeconds(2))).isFalse();
    }

    @Test
    void aMeasureEndsAfterItBegins() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(NETWORK, List.of(), NOON, NOON))
                .withMessageContaining("must end after it begins");
    }

    @Test
    void anAddressOfAnotherClientIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                made(
                                        NETWORK,
                                        List.of(Address.parse("2001:db8:0:1::1")),
                                        NOON,
                                        NOON.plusSeconds(1)))
                .withMessageContaining("2001:db8:0:1::1 does not belong to 2001:db8::/64");
    }

    @Test
    void itsListsCannotBeChangedFromOutside() {
        // Given
        var addresses = new ArrayList<>(List.of(Address.parse("2001:db8::1")));
        var made = made(NETWORK, addresses, NOON, NOON.plusSeconds(1));
        // When
        addresses.clear();
        // Then
        assertThat(made.addresses()).containsExactly(Address.parse("2001:db8::1"));
    }

    @Test
    void aSimulatedDecisionHasAKeyOfItsOwn() {
        // Given
        var real = made(NETWORK, List.of(), NOON, NOON.plusSeconds(1));
        var simulated = withdrawn(true);
        // Then
        assertThat(real.key()).isEqualTo("DROP/2001:db8::/64");
        assertThat(withdrawn(false).key()).isEqualTo(real.key());
        assertThat(simulated.key()).isEqualTo("DROP/2001:db8::/64/simulated");
    }

    @Test
    void aBanRejectsOrDropsForSomeTime() {
        assertThat(ban(Measure.DROP, null).key()).isEqualTo("2001:db8::/64");
        assertThatIllegalArgumentException().isThrownBy(() -> ban(Measure.RELAY, null));
        assertThatIllegalArgumentException().isThrownBy(() -> ban(Measure.DROP, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ban(Measure.DROP, Duration.ofSeconds(-1)));
    }

    @Test
    void theNameOfAMailHostHoldsNothingThatHurts() {
        for (var name : List.of("", "a b", "a/b", "<b>", "m\u00fc", "a\n", "x".repeat(256))) {
            assertThatIllegalArgumentException().as(name).isThrownBy(() -> new MailHost(name));
        }
        assertThat(new MailHost("MX_1.example-2:25")).hasToString("MX_1.example-2:25");
    }

    @Test
    void everyKindOfOffenceIsReadFromItsText() {
        for (var kind : OffenceKind.values()) {
            assertThat(OffenceKind.parse(kind.toString())).isEqualTo(kind);
            assertThat(kind.toString()).matches("[a-z]+(-[a-z]+)*");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> OffenceKind.parse("RBL_LISTED"));
    }

    private static Decision.Made made(
            Client client, List<Address> addresses, Instant from, Instant until) {
        return new Decision.Made(
                Measure.DROP,
                client,
                addresses,
                1,
                from,
                from,
                until,
                false,
                "rule",
                "reason",
                null,
                null,
                "popauth",
                List.of(),
                null);
    }

    private static Decision.Withdrawn withdrawn(boolean simulated) {
        return new Decision.Withdrawn(
                Measure.DROP,
                NETWORK,
                2,
                NOON,
                simulated,
                "rule",
                "reason",
                "popauth",
                List.of(),
                null);
    }

    private static OperatorOrder.Ban ban(Measure measure, @Nullable Duration duration) {
        return new OperatorOrder.Ban(
                new UUID(1, 2), NOON, "dora", "because", NETWORK, measure, duration);
    }
}
