package org.popauth.enforcer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.firewall.DryRunFirewall;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.enforcer.firewall.Firewall.Change.Release;
import org.popauth.enforcer.firewall.FirewallSettings;
import org.popauth.enforcer.firewall.Held;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// One keeper, pass by pass, with the backend dry-run.
class DropKeeperTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Guard GUARD = new Guard(List.of(), 48);
    private static final Network ADDRESS = Network.parse("203.0.113.9");

    @TempDir Path directory;

    private final Board board = new Board(1000);
    private final List<Effect> told = new ArrayList<>();
    private final List<String> disturbances = new ArrayList<>();
    private final AgentClock clock = AgentClock.fixedAt(START);
    private long offset;

    private Firewall firewall() {
        return firewall(directory);
    }

    private static Firewall firewall(Path directory) {
        return new DryRunFirewall(
                directory.resolve("firewall.nft"), new FirewallSettings(List.of(25), 1000));
    }

    private DropKeeper keeper() {
        return keeper(directory);
    }

    private DropKeeper keeper(Path directory) {
        return keeper(firewall(directory));
    }

    private DropKeeper keeper(Firewall firewall) {
        return new DropKeeper(
                firewall, null, board, () -> GUARD, clock, Duration.ofSeconds(5), listeners());
    }

    private DropKeeper.Listeners listeners() {
        var untold = new UntoldParts(directory.resolve("untold"));
        return new DropKeeper.Listeners(told::addAll, disturbances::add, untold);
    }

    private void read(Decision... decisions) {
        offset += decisions.length;
        board.take(batch -> List.of(decisions).forEach(batch::accept), Map.of(0, offset));
    }

    private void remember(Standing standing) {
        board.remember(
                to -> {
                    to.accept(Measure.DROP, standing);
                    return START;
                });
    }

    private List<Outcome> outcomes() {
        return told.stream().map(Effect::outcome).toList();
    }

    @Test
    void nothingIsEnforcedBeforeEverythingWasRead() {
        // Given
        var keeper = keeper();
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));

        // When
        keeper.pass(true);

        // Then
        assertThat(Held.in(firewall(), START).dropped()).isEmpty();
        assertThat(told).isEmpty();
        assertThat(board.hasApplied(0, 1)).isFalse();
    }

    @Test
    void whatHoldsAlreadyAtTheStartIsNeitherTouchedNorTold() {
        // Given
        firewall().apply(List.of(new Drop(ADDRESS, START.plus(HOUR))), START);
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));
        board.caughtUp();

        // When
        keeper().pass(true);

        // Then
        assertThat(told).isEmpty();
        assertThat(Held.in(firewall(), START).dropped()).containsOnlyKeys(ADDRESS);
    }

    @Test
    void whatNobodyDecidedIsRemovedAtTheStart() {
        // Given
        firewall().apply(List.of(new Drop(ADDRESS, START.plus(HOUR))), START);
        board.caughtUp();

        // When
        var keeper = keeper();
        keeper.pass(true);

        // Then
        assertThat(Held.in(firewall(), START).dropped()).isEmpty();
        assertThat(keeper.report().state().extra()).isEqualTo(1);
    }

    @Test
    void aNewDecisionIsAppliedAndToldOnce() {
        // Given
        board.caughtUp();
        var keeper = keeper();
        keeper.pass(true);
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));

        // When
        keeper.pass(false);
        keeper.pass(true);

        // Then
        assertThat(outcomes()).containsExactly(Outcome.APPLIED);
        assertThat(Held.in(firewall(), START).dropped()).containsOnlyKeys(ADDRESS);
        assertThat(keeper.report().state().present()).isEqualTo(1);
        assertThat(keeper.report().state().missing()).isZero();
    }

    @Test
    void whatSomebodyRemovedIsRepairedAndCounted() {
        // Given
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));
        board.caughtUp();
        var keeper = keeper();
        keeper.pass(true);
        firewall().apply(List.of(new Release(ADDRESS)), START);

        // When
        keeper.pass(true);

        // Then
        assertThat(outcomes()).containsExactly(Outcome.APPLIED, Outcome.REPAIRED);
        assertThat(keeper.report().state().missing()).isEqualTo(1);
        assertThat(Held.in(firewall(), START).dropped()).containsOnlyKeys(ADDRESS);
    }

    /// The clock of the mail host that saw the offence may be ahead of this one's by minutes.
    @Test
    void whatWasDecidedOnAClockThatIsAheadIsDroppedAtOnce() {
        // Given
        board.caughtUp();
        var keeper = keeper();
        keeper.pass(true);

        // When
        read(made(Measure.DROP, "203.0.113.9", 1, START.plusSeconds(90), HOUR));
        keeper.pass(false);

        // Then
        assertThat(outcomes()).containsExactly(Outcome.APPLIED);
        assertThat(Held.in(firewall(), START).dropped()).containsOnlyKeys(ADDRESS);
    }

    @Test
    void aWithdrawalIsToldWithItsOwnRevision() {
        // Given
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));
        board.caughtUp();
        var keeper = keeper();
        keeper.pass(true);

        // When
        read(withdrawn(Measure.DROP, "203.0.113.9", 7, START));
        keeper.pass(false);

        // Then
        assertThat(told).last().extracting(Effect::outcome).isEqualTo(Outcome.LIFTED);
        assertThat(told).last().extracting(Effect::revision).isEqualTo(7L);
        assertThat(Held.in(firewall(), START).dropped()).isEmpty();
    }

    @Test
    void aFailureIsToldOnceAndMadeGoodLater() throws Exception {
        // Given
        var missing = directory.resolve("missing");
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));
        board.caughtUp();
        var keeper = keeper(missing);
        keeper.pass(true);
        keeper.pass(true);
        var failure = keeper.report().failure();

        // When
        Files.createDirectory(missing);
        keeper.pass(false);

        // Then
        assertThat(failure).contains("missing/firewall.nft");
        assertThat(outcomes()).containsExactly(Outcome.FAILED, Outcome.APPLIED);
        assertThat(keeper.report().failure()).isNull();
        assertThat(keeper.report().problems()).isEmpty();
    }

    @Test
    void whatSomebodyAddedIsRemovedAndToldAsSuch() {
        // Given
        board.caughtUp();
        var keeper = keeper();
        keeper.pass(true);
        firewall().apply(List.of(new Drop(ADDRESS, START.plus(HOUR))), START);

        // When
        keeper.pass(true);

        // Then
        assertThat(outcomes()).containsExactly(Outcome.REPAIRED);
        assertThat(told.getFirst().client()).hasToString("203.0.113.9");
        assertThat(told.getFirst().detail()).contains("somebody else had added it");
        assertThat(keeper.report().state().extra()).isEqualTo(1);
        assertThat(Held.in(firewall(), START).dropped()).isEmpty();
    }

    @Test
    void aDisturbedFirewallIsPutInOrderAndReported() throws Exception {
        // Given
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));
        board.caughtUp();
        var keeper = keeper();
        keeper.pass(true);

        // When
        Files.delete(directory.resolve("firewall.nft"));
        keeper.pass(true);
        var problems = keeper.report().problems();

        // Then
        assertThat(outcomes()).containsExactly(Outcome.APPLIED, Outcome.REPAIRED);
        assertThat(disturbances).singleElement().asString().contains("firewall.nft is not there");
        assertThat(problems).singleElement().asString().contains("somebody changed the firewall");
        assertThat(keeper.report().state().missing()).isEqualTo(1);
    }

    @Test
    void thatAFirewallIsInOrderIsToldOnceItHoldsEverybody() throws Exception {
        // Given
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));
        board.caughtUp();
        var script = directory.resolve("firewall.nft");
        var heldWhenTold = new ArrayList<Boolean>();
        var keeper =
                new DropKeeper(
                        firewall(directory),
                        null,
                        board,
                        () -> GUARD,
                        clock,
                        Duration.ofSeconds(5),
                        new DropKeeper.Listeners(
                                told::addAll,
                                _ -> heldWhenTold.add(names(script, "203.0.113.9")),
                                new UntoldParts(directory.resolve("untold"))));
        keeper.pass(true);

        // When
        Files.delete(script);
        keeper.pass(true);

        // Then
        assertThat(heldWhenTold).containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasRepairedIsToldInItsOrder(boolean afterAFailure) throws Exception {
        // Given
        read(made(Measure.DROP, "203.0.113.9", 1, START, Duration.ofDays(36_500)));
        board.caughtUp();
        var place = Files.createDirectory(directory.resolve("place"));
        var time = AgentClock.system();
        var instants = new ArrayList<Instant>();
        var keeper =
                new DropKeeper(
                        firewall(place),
                        null,
                        board,
                        () -> GUARD,
                        time,
                        Duration.ofSeconds(5),
                        new DropKeeper.Listeners(
                                effects -> effects.forEach(it -> instants.add(it.at())),
                                _ -> instants.add(time.now()),
                                new UntoldParts(directory.resolve("untold"))));
        keeper.pass(true);
        instants.clear();

        // When
        Files.delete(place.resolve("firewall.nft"));
        if (afterAFailure) { // which makes it look as at many
            Files.delete(place);
            keeper.pass(true);
            Files.createDirectory(place);
        }
        keeper.pass(true);

        // Then
        assertThat(instants).hasSize(2).isSorted();
    }

    private static boolean names(Path script, String client) {
        try {
            return Files.readString(script).contains(client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anExtendedBanIsMovedAndToldAgain() {
        // Given
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));
        board.caughtUp();
        var keeper = keeper();
        keeper.pass(true);

        // When
        read(made(Measure.DROP, "203.0.113.9", 2, START, HOUR.multipliedBy(3)));
        keeper.pass(false);

        // Then
        assertThat(outcomes()).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
        assertThat(Held.in(firewall(), START).dropped())
                .containsEntry(ADDRESS, START.plus(HOUR.multipliedBy(3)));
    }

    @Test
    void whatThisHostRemembersHoldsUntilEverythingWasReadAndThenOnlyIfItWasDecided() {
        // Given
        var client = Client.parse("203.0.113.9");
        var network = List.of(ADDRESS);
        var end = START.plus(HOUR);
        var remembered = Standing.remembered(client, 1, network, START, end, null, "rbl: listed");
        remember(remembered);
        var keeper = keeper();

        // When
        keeper.pass(true);
        var before = Held.in(firewall(), START).dropped();
        board.caughtUp();
        keeper.pass(false);

        // Then
        assertThat(before).containsOnlyKeys(ADDRESS);
        assertThat(Held.in(firewall(), START).dropped()).isEmpty();
        assertThat(told).last().extracting(Effect::outcome).isEqualTo(Outcome.LIFTED);
    }

    @Test
    void whatThisHostRemembersStaysWhenItIsReadAgain() {
        // Given
        var client = Client.parse("203.0.113.9");
        var network = List.of(ADDRESS);
        var end = START.plus(HOUR);
        var remembered = Standing.remembered(client, 1, network, START, end, null, "rbl: listed");
        remember(remembered);
        var keeper = keeper();
        keeper.pass(true);

        // When
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));
        board.caughtUp();
        keeper.pass(false);

        // Then
        assertThat(Held.in(firewall(), START).dropped()).containsOnlyKeys(ADDRESS);
        assertThat(outcomes()).containsExactly(Outcome.APPLIED);
    }
}
