package org.popauth.enforcer.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import org.popauth.events.Network;

class RosterTest {

    /// Something that is done to it.
    ///
    /// @param kind what: mostly put, sometimes remove, seldom remove all that are even
    record Step(int kind, String client, long revision) {}

    @Property(tries = 500)
    void itIsAMap(@ForAll("steps") List<Step> steps) {
        var roster = new Roster<Folded>();
        var map = new HashMap<Network, Folded>();
        for (var step : steps) {
            var entry = entry(step.client, step.revision);
            switch (step.kind) {
                case 0 ->
                        assertThat(roster.remove(entry.network()))
                                .isSameAs(map.remove(entry.network()));
                case 1 ->
                        assertThat(roster.removeIf(it -> it.revision() % 2 == 0))
                                .isEqualTo(map.values().removeIf(it -> it.revision() % 2 == 0));
                default -> assertThat(roster.put(entry)).isSameAs(map.put(entry.network(), entry));
            }
            assertThat(roster.get(entry.network())).isSameAs(map.get(entry.network()));
        }
        assertIsThe(map, roster);
    }

    @Test
    void whatIsRemovedBetweenLookingAndTakingIsStillHandedOut() {
        // Given
        var roster = new Roster<Folded>();
        var entry = entry("203.0.113.9", 1);
        roster.put(entry);
        var walk = roster.iterator();
        assertThat(walk.hasNext()).isTrue();

        // When
        roster.remove(entry.network());

        // Then
        assertThat(walk.next()).isSameAs(entry);
        assertThat(walk.hasNext()).isFalse();
    }

    @Test
    void nobodyIsTakenForAnotherWhoComesOrGoesMeanwhile() throws InterruptedException {
        // Given: clients of one part
        var roster = new Roster<Folded>();
        var guests = List.of(entry("203.0.1.9", 1), entry("203.0.2.9", 1), entry("203.0.3.9", 1));
        var strangers = IntStream.range(0, 8).mapToObj(it -> Network.parse("203.1." + it + ".9"));
        var absent = strangers.toList();
        var over = new AtomicBoolean();
        var others =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!over.get()) {
                                        guests.forEach(roster::put);
                                        guests.forEach(it -> roster.remove(it.network()));
                                    }
                                });
        var wrong = new ArrayList<Object>();

        // When
        for (int i = 0; i < 1_000_000; i++) {
            Object stranger = roster.get(absent.get(i % absent.size()));
            Object guest = roster.get(guests.get(i % guests.size()).network());
            if (stranger != null) {
                wrong.add(stranger);
            }
            if (guest != null && guest != guests.get(i % guests.size())) {
                wrong.add(guest);
            }
        }
        over.set(true);
        others.join();

        // Then
        assertThat(wrong).isEmpty();
    }

    private static void assertIsThe(Map<Network, Folded> map, Roster<Folded> roster) {
        assertThat(roster).hasSize(map.size()).containsExactlyInAnyOrderElementsOf(map.values());
        var byPart = new ArrayList<Folded>();
        for (int part = 0; part < Roster.PARTS; part++) {
            for (var it : roster.part(part)) {
                assertThat(Roster.partOf(it.high(), it.low(), it.prefixLength())).isEqualTo(part);
                byPart.add(it);
            }
        }
        assertThat(byPart).containsExactlyElementsOf(roster);
    }

    @Test
    void itHoldsManyOfOnePart() {
        // Given
        var roster = new Roster<Folded>();

        // When
        for (int i = 0; i < 10_000; i++) {
            roster.put(entry("10.%d.%d.7".formatted(i / 250, i % 250), i));
        }

        // Then
        assertThat(roster).hasSize(10_000);
        assertThat(roster.part(7)).hasSize(10_000);
        assertThat(roster.get(Network.parse("10.3.4.7"))).isNotNull();
        assertThat(roster.get(Network.parse("10.3.4.8"))).isNull();
    }

    @Test
    void onlyOnePartIsGoneOver() {
        // Given
        var roster = new Roster<Folded>();
        roster.put(entry("203.0.113.7", 1));
        roster.put(entry("203.0.113.8", 1));

        // When
        roster.removeIf(7, _ -> true);

        // Then
        assertThat(roster).extracting(Folded::client).containsExactly(Client.parse("203.0.113.8"));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 9",
        "203.0.113.255, 255",
        "2001:db8:1:2::/64, 2",
        "2001:db8:1:1ff::/64, 255",
        "2001:db8:1:ab0::/60, 171",
        "2001:db8:1:ab0::/63, 171",
        "2001:db8::1f, 31",
        "2000::/3, 32"
    })
    void theLastBitsChooseThePart(String client, int part) {
        var it = entry(client, 1);
        assertThat(Roster.partOf(it.high(), it.low(), it.prefixLength())).isEqualTo(part);
    }

    private static Folded entry(String client, long revision) {
        return Folded.of(made(Measure.DROP, client, revision, START, Duration.ofHours(1)));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var clients =
                Arbitraries.of(
                        "203.0.113.9",
                        "198.51.100.9",
                        "192.0.2.9",
                        "192.0.2.10",
                        "2001:db8::/64",
                        "2001:db8::/48",
                        "2001:db8::/65",
                        "2001:db8::9",
                        "2001:db8::109",
                        "2001:db8::209");
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        clients,
                        Arbitraries.longs().between(0, 9))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
