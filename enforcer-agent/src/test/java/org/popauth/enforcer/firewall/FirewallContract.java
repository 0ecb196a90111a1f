package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.popauth.enforcer.firewall.Firewall.Change.Add;
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
    Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

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
        var held = Held.in(firewall, NOW);

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
        long looked = System.nanoTime();
        var held = Held.in(firewall, NOW);
        assertThat(held.intact()).isTrue();
        assertThat(held.dropped())
                .containsOnlyKeys(ADDRESS, IPV6_ADDRESS, IPV6_GROUP, IPV6_SITE)
                .allSatisfy((_, until) -> assertEnds(firewall, until, LATER, 60));
        var again = Held.partByPart(firewall, NOW);
        var meanwhile = Duration.ofNanos(System.nanoTime() - looked);
        assertThat(again)
                .hasSameSizeAs(held.dropped())
                .allSatisfy(
                        (network, until) ->
                                assertSameEnd(until, held.dropped().get(network), meanwhile));
    }

    /// The kernel tells whole seconds that are left, and goes on counting between two looks.
    private static void assertSameEnd(Instant until, @Nullable Instant before, Duration meanwhile) {
        assertThat(before).isNotNull();
        if (until.equals(Instant.MAX)) {
            assertThat(before).isEqualTo(until);
        } else {
            assertThat(until).isCloseTo(before, within(meanwhile.plusSeconds(2)));
        }
    }

    /// A backend that cannot end anything by itself holds it without an end.
    private static void assertEnds(
            Firewall firewall, Instant until, Instant wanted, int secondsMore) {
        if (firewall.endsByItself()) {
            assertThat(until)
                    .isBetween(wanted.minusSeconds(5), wanted.plusSeconds(secondsMore + 5));
        } else {
            assertThat(until).isEqualTo(Instant.MAX);
        }
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
        assertThat(Held.in(firewall, NOW).dropped()).containsOnlyKeys(ADDRESS);
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
        var dropped = Held.in(firewall, NOW).dropped();
        assertEnds(firewall, Objects.requireNonNull(dropped.get(ADDRESS)), muchLater, 0);
        assertEnds(firewall, Objects.requireNonNull(dropped.get(IPV6_GROUP)), sooner, 0);
    }

    @Test
    default void whatIsReleasedIsDroppedNoLonger() {
        // Given
        var firewall = prepared();
        firewall.apply(List.of(new Drop(ADDRESS, LATER), new Drop(IPV6_GROUP, LATER)), NOW);

        // When
        firewall.apply(List.of(new Release(ADDRESS), new Release(IPV6_SITE)), NOW);

        // Then
        assertThat(Held.in(firewall, NOW).dropped()).containsOnlyKeys(IPV6_GROUP);
    }

    @Test
    default void whatHoldsOutlivesTheAgent() {
        // Given
        prepared().apply(List.of(new Drop(ADDRESS, LATER), new Drop(IPV6_SITE, LATER)), NOW);

        // When
        var restarted = prepared();

        // Then
        assertThat(Held.in(restarted, NOW).dropped()).containsOnlyKeys(ADDRESS, IPV6_SITE);
    }

    @Test
    default void aBanOfYearsIsHeldAsLongAsTheKernelCan() {
        // Given
        var firewall = prepared();
        var never = NOW.plus(Duration.ofDays(3650));

        // When
        firewall.apply(List.of(new Drop(ADDRESS, never)), NOW);

        // Then
        var until = Held.in(firewall, NOW).dropped().get(ADDRESS);
        assertThat(until).isNotNull();
        assertThat(
                        !firewall.endsByItself()
                                || Ttl.closeEnough(never, Objects.requireNonNull(until), NOW))
                .isTrue();
    }

    @Test
    default void whatSomebodyRemovedIsNoticedAndPutInOrder() {
        // Given
        var firewall = prepared();
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);

        // When
        removedBySomebody();

        // Then
        assertThat(Held.in(firewall, NOW).intact()).isFalse();
        firewall.prepare(ALLOWED, NOW);
        firewall.apply(List.of(new Drop(ADDRESS, LATER)), NOW);
        assertThat(Held.in(firewall, NOW).intact()).isTrue();
        assertThat(Held.in(firewall, NOW).dropped()).containsOnlyKeys(ADDRESS);
    }

    @Test
    default void everythingMayBeAllowed() {
        // Given
        var firewall = firewall();

        // When
        firewall.prepare(List.of(Network.parse("0.0.0.0/0"), Network.parse("::/0")), NOW);

        // Then
        assertThat(Held.in(firewall, NOW).intact()).isTrue();
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
        assertThat(Held.in(firewall, NOW).dropped()).isEmpty();
        assertThat(Held.in(firewall, NOW).intact()).isFalse();
    }

    @Test
    default void aBanWithoutAnEndIsHeldToo() {
        // Given
        var firewall = prepared();

        // When
        firewall.apply(List.of(new Drop(ADDRESS, Instant.MAX), new Add(IPV6_GROUP, NEVER)), NOW);

        // Then
        assertThat(Held.in(firewall, NOW).dropped()).containsOnlyKeys(ADDRESS, IPV6_GROUP);
    }

    @Test
    default void aNewOneMayBeThereAlready() {
        // Given
        var firewall = prepared();
        firewall.apply(List.of(new Add(ADDRESS, LATER)), NOW);

        // When
        firewall.apply(List.of(new Add(ADDRESS, LATER), new Add(IPV6_ADDRESS, LATER)), NOW);

        // Then
        assertThat(Held.in(firewall, NOW).dropped()).containsOnlyKeys(ADDRESS, IPV6_ADDRESS);
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
        assertThat(Held.in(firewall, NOW).dropped()).hasSize(1000);
    }

    /// So many that a firewall may share them between two programs.
    @Test
    default void aFloodHoldsAndIsReleasedAsAWhole() {
        // Given
        var firewall = prepared();
        var flood =
                IntStream.range(0, 6000)
                        .mapToObj(i -> Network.parse("198.18." + i / 250 + "." + i % 250))
                        .toList();

        // When
        firewall.apply(flood.stream().map(network -> new Add(network, LATER)).toList(), NOW);
        var held = Held.in(firewall, NOW).dropped().keySet();
        firewall.apply(flood.stream().map(Release::new).toList(), NOW);

        // Then
        assertThat(held).hasSameElementsAs(flood);
        assertThat(Held.in(firewall, NOW).dropped()).isEmpty();
    }
}
