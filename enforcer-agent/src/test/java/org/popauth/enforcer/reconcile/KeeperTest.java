package org.popauth.enforcer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.firewall.DryRunFirewall;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.enforcer.firewall.Firewall.Change.Release;
import org.popauth.enforcer.firewall.FirewallSettings;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// One keeper, pass by pass, with the backend dry-run.
class KeeperTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Guard GUARD = new Guard(List.of(), 48);
    private static final Network ADDRESS = Network.parse("203.0.113.9");

    @TempDir Path directory;

    private final Board board = new Board(1000);
    private final List<Effect> told = new ArrayList<>();
    private long offset;

    private Firewall firewall() {
        return firewall(directory);
    }

    private static Firewall firewall(Path directory) {
        return new DryRunFirewall(
                directory.resolve("firewall.nft"), new FirewallSettings(List.of(25), 1000));
    }

    private Keeper keeper() {
        return keeper(directory);
    }

    private Keeper keeper(Path directory) {
        var place = new FirewallPlace(firewall(directory), List::of);
        var clock = AgentClock.fixedAt(START);
        return new Keeper(place, board, () -> GUARD, clock, Duration.ofSeconds(5), told::addAll);
    }

    private void read(Decision... decisions) {
        offset += decisions.length;
        board.take(batch -> List.of(decisions).forEach(batch::accept), Map.of(0, offset));
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
        assertThat(firewall().look(START).dropped()).isEmpty();
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
        assertThat(firewall().look(START).dropped()).containsOnlyKeys(ADDRESS);
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
        assertThat(firewall().look(START).dropped()).isEmpty();
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
        assertThat(firewall().look(START).dropped()).containsOnlyKeys(ADDRESS);
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
        assertThat(firewall().look(START).dropped()).containsOnlyKeys(ADDRESS);
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
        assertThat(firewall().look(START).dropped()).isEmpty();
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
}
