package org.popauth.enforcer.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.popauth.enforcer.Decisions;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// What holds for any decisions whatever.
class DesiredPropertyTest {

    private static final List<Network> PROTECTED =
            List.of(
                    Network.parse("192.0.2.0/25"),
                    Network.parse("203.0.113.4"),
                    Network.parse("2001:db8:0:1::/64"),
                    Network.parse("2001:db8:2::77"));
    private static final Guard GUARD = new Guard(List.of(), 48).and(PROTECTED, "which is ours");

    @Property(tries = 500)
    void noProtectedAddressIsEverRejectedOrDropped(@ForAll("decisions") List<Decision> decisions) {
        for (var measure : List.of(Measure.REJECT, Measure.DROP)) {
            var wanted = wanted(decisions, measure);
            assertThat(wanted.entries().keySet())
                    .noneMatch(it -> PROTECTED.stream().anyMatch(it::overlaps))
                    .noneMatch(it -> !it.address().isIpv4() && it.prefixLength() < 48);
        }
    }

    @Property(tries = 500)
    void theDifferenceLeadsToWhatIsWanted(
            @ForAll("decisions") List<Decision> before, @ForAll("decisions") List<Decision> after) {
        for (var measure : Measure.values()) {
            var held = new HashMap<>(wanted(before, measure).entries());
            var wanted = wanted(after, measure).entries();
            difference(wanted, held).applyTo(held);
            assertThat(held).isEqualTo(wanted);
            assertThat(difference(wanted, held).isEmpty()).isTrue();
        }
    }

    @Property(tries = 300)
    void theOrderOfArrivalDoesNotMatter(@ForAll("decisions") List<Decision> decisions) {
        for (var measure : Measure.values()) {
            assertThat(wanted(decisions.reversed(), measure).entries())
                    .isEqualTo(wanted(decisions, measure).entries());
        }
    }

    private static Diff difference(Map<Network, Entry> wanted, Map<Network, Entry> held) {
        return Diff.between(wanted, held, Entry::equals);
    }

    private static Wanted wanted(List<Decision> decisions, Measure measure) {
        var fold = new Fold(1000);
        decisions.forEach(fold::accept);
        return Wanted.at(START.plusSeconds(600), measure, fold.all(measure), GUARD);
    }

    /// A few clients in and around the protected networks; the revision is the position.
    @Provide
    Arbitrary<List<Decision>> decisions() {
        return decision()
                .list()
                .ofMaxSize(40)
                .map(
                        list -> {
                            var numbered = new ArrayList<Decision>();
                            list.forEach(it -> numbered.add(it.at(numbered.size() + 1)));
                            return List.copyOf(numbered);
                        });
    }

    private Arbitrary<Draft> decision() {
        return Combinators.combine(
                        Arbitraries.of(Measure.values()),
                        clients(),
                        Arbitraries.integers().between(1, 30),
                        Arbitraries.of("made", "withdrawn", "simulated"))
                .as(Draft::new);
    }

    private Arbitrary<String> clients() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(120, 135).map(it -> "192.0.2." + it),
                Arbitraries.integers().between(1, 8).map(it -> "203.0.113." + it),
                Arbitraries.integers().between(0, 3).map(it -> "2001:db8:0:" + it + "::/64"),
                Arbitraries.integers().between(0, 3).map(it -> "2001:db8:" + it + "::77"),
                Arbitraries.of("2001:db8::/32", "2001:db8::/48", "2001:db8:2::/63", "::/1"));
    }

    private record Draft(Measure measure, String client, int minutes, String what) {

        Decision at(long revision) {
            var made =
                    Decisions.made(measure, client, revision, START, Duration.ofMinutes(minutes));
            return switch (what) {
                case "made" -> made;
                case "simulated" -> Decisions.simulated(made);
                default -> Decisions.withdrawn(measure, client, revision, START);
            };
        }
    }
}
