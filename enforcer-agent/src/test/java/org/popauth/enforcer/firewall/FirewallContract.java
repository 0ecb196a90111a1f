package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.enforcer.firewall.Firewall.Change.Release;
import org.popauth.events.Network;

/// What every backend does alike.
interface FirewallContract {

    Network ADDRESS = Network.parse("203.0.113.9");
    Network IPV6_ADDRESS = Network.parse("2001:db8::9");
    Network IPV6_GROUP = Network.parse("2001:db8:1:2::/64");
    Network IPV6_SITE = Network.parse("2001:db8:1::/48");
    List<Network> ALLOWED =
            List.of(
                    Network.parse("127.0.0.0/8"),
                    Network.parse("192.0.2.0/24"),
                    Network.parse("192.0.2.0/25"),
                    Network.parse("2001:db8:ffff::/48"));
    Instant NOW = Instant.now();
    Instant LATER = NOW.plusSeconds(3600);

    /// The backend; each call gives another object that speaks to the same firewall.
    Firewall firewall();

    /// Somebody removes what the backend made.
    void removedBySomebody();

    private Firewall prepared() {
        var firewall = firewall();
        firewall.prepare(ALLOWED, NOW);
        return firewall;
    }

    @Test
    default void nothingIsDroppedAtFirst() {
        // Given
        var firewall = prepared();

        // When
        var held = firewall.look(NOW);

        // Then
        assertThat(held.intact()).isTrue();
        assertThat(held.dropped()).isEmpty();
    }

    @Test
    default void whatIsDroppedHoldsUntilItsEnd() {
        // Given
        var firewall = prepared();

        // When
        firewall.apply(
                List.of(
                        new Drop(ADDRESS, LATER),
                        new Drop(IPV6_ADDRESS, LATER),
                        new Drop(IPV6_GROUP, LATER),
                        new Drop(IPV6_SITE, LATER.plusSeconds(60))),
                NOW);

        // Then
        var held = firewall.look(NOW);
        assertThat(held.intact()).isTrue();
        assertThat(held.dropped())
                .containsOnlyKeys(ADDRESS, IPV6_ADDRESS, IPV6_GROUP, IPV6_SITE)
                .allSatisfy(
                        (_, until) ->
                                assertThat(until)
                                        .isBetween(LATER.minusSeconds(5), LATER.plusSeconds(65)));
    }

    @Test
    default void everyCallMayBeRepeated() {
        // Given
        var firewall = prepared();
        var changes = List.of(new Drop(ADDRESS, LATER), new Release(IPV6_GROUP));

        // When
        firewall.apply(changes, NOW);
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(changes, NOW);

        // Then
        assertThat(firewall.look(NOW).dropped()).containsOnlyKeys(ADDRESS);
    }

    @Test
    default void droppingAgainMovesTheEnd() {
        // Given
        var firewall = prepared();
        firewall.apply(List.of(new Drop(ADDRESS, LATER), new Drop(IPV6_GROUP, LATER)), NOW);
        var muchLater = LATER.plus(Duration.ofHours(5));
        var sooner = NOW.plusSeconds(600);

        // When
        firewall.apply(List.of(new Drop(ADDRESS, muchLater), new Drop(IPV6_GROUP, sooner)), NOW);

        // Then
        var dropped = firewall.look(NOW).dropped();
        assertThat(dropped.get(ADDRESS))
                .isBetween(muchLater.minusSeconds(5), muchLater.plusSeconds(2));
        assertThat(dropped.get(IPV6_GROUP))
                .isBetween(sooner.minusSeconds(5), sooner.plusSeconds(2));
    }

    @Test
    default void whatIsReleasedIsDroppedNoLonger() {
        // Given
        var firewall = prepared();
        firewall.apply(List.of(new Drop(ADDRESS, LATER), new Drop(IPV6_GROUP, LATER)), NOW);

        // When
        firewall.apply(List.of(new Release(ADDRESS), new Release(IPV6_SITE)), NOW);

        // Then
        assertThat(firewall.look(NOW).dropped()).containsOnlyKeys(IPV6_GROUP);
    }

    @Test
    default void whatHoldsOutlivesTheAgent() {
        // Given
        prepared().apply(List.of(new Drop(ADDRESS, LATER), new Drop(IPV6_SITE, LATER)), NOW);

        // When
        var restarted = prepared();

        // Then
        assertThat(restarted.look(NOW).dropped()).containsOnlyKeys(ADDRESS, IPV6_SITE);
    }

    @Test
    default void aBanOfYearsIsHeldAsLongAsTheKernelCan() {
        // Given
        var firewall = prepared();
        var never = NOW.plus(Duration.ofDays(3650));

        // When
        firewall.apply(List.of(new Drop(ADDRESS, never)), NOW);

        // Then
        var until = firewall.look(NOW).dropped().get(ADDRESS);
        assertThat(until).isNotNull();
        assertThat(Ttl.closeEnough(never, Objects.requireNonNull(until), NOW)).isTrue();
    }

    @Test
    default void whatSomebodyRemovedIsNoticedAndPutInOrder() {
        // Given
        var firewall = prepared();
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // When
        removedBySomebody();

        // Then
        assertThat(firewall.look(NOW).intact()).isFalse();
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);
        assertThat(firewall.look(NOW).intact()).isTrue();
        assertThat(firewall.look(NOW).dropped()).containsOnlyKeys(ADDRESS);
    }

    @Test
    default void everythingMayBeAllowed() {
        // Given
        var firewall = firewall();

        // When
        firewall.prepare(List.of(Network.parse("0.0.0.0/0"), Network.parse("::/0")), NOW);

        // Then
        assertThat(firewall.look(NOW).intact()).isTrue();
    }

    @Test
    default void withdrawingRemovesEverythingAndMayBeRepeated() {
        // Given
        var firewall = prepared();
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // When
        firewall.withdraw();

        // Then
        Assertions.assertThatCode(firewall::withdraw).doesNotThrowAnyException();
        assertThat(firewall.look(NOW).dropped()).isEmpty();
        assertThat(firewall.look(NOW).intact()).isFalse();
    }

    @Test
    default void aThousandChangesAreOneBatch() {
        // Given
        var firewall = prepared();
        var changes =
                IntStream.range(0, 1000)
                        .mapToObj(i -> Network.parse("198.51." + i / 250 + "." + i % 250))
                        .map(network -> (Firewall.Change) new Drop(network, LATER))
                        .toList();

        // When
        firewall.apply(changes, NOW);

        // Then
        assertThat(firewall.look(NOW).dropped()).hasSize(1000);
    }
}
