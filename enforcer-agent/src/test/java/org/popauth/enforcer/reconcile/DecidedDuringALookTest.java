package org.popauth.enforcer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.firewall.DryRunFirewall;
import org.popauth.enforcer.firewall.Firewall;
import org.popauth.enforcer.firewall.Firewall.Change.Add;
import org.popauth.enforcer.firewall.Firewall.Change.Drop;
import org.popauth.enforcer.firewall.Firewall.Change.Release;
import org.popauth.enforcer.firewall.FirewallSettings;
import org.popauth.enforcer.firewall.Held;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement.MeasureState;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// What is decided while the keeper looks at the firewall.
class DecidedDuringALookTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Guard GUARD = new Guard(List.of(), 48);
    private static final Network ADDRESS = Network.parse("203.0.113.9");

    /// More than are looked at in one go.
    private static final int MANY = 20_100;

    @TempDir Path directory;

    private final Board board = new Board(30_000);
    private final List<Effect> told = new ArrayList<>();
    private long offset;

    private Firewall firewall() {
        return new DryRunFirewall(
                directory.resolve("firewall.nft"), new FirewallSettings(List.of(25), 30_000));
    }

    private DropKeeper keeper(Firewall firewall) {
        return keeper(firewall, AgentClock.fixedAt(START));
    }

    private DropKeeper keeper(Firewall firewall, AgentClock clock) {
        var untold = new UntoldParts(directory.resolve("untold"));
        return new DropKeeper(
                firewall,
                null,
                board,
                () -> GUARD,
                clock,
                Duration.ofSeconds(5),
                new DropKeeper.Listeners(told::addAll, _ -> {}, untold));
    }

    private void read(Decision... decisions) {
        offset += decisions.length;
        board.take(batch -> List.of(decisions).forEach(batch::accept), Map.of(0, offset));
    }

    private List<Outcome> outcomes() {
        return told.stream().map(Effect::outcome).toList();
    }

    /// One ban that holds, and a keeper that has looked.
    private SlowFirewall slow() {
        read(made(Measure.DROP, "203.0.113.9", 1, START, HOUR));
        board.caughtUp();
        return new SlowFirewall(firewall());
    }

    @Test
    void whatIsDecidedDuringALookDoesNotWaitForItsEnd() {
        // Given
        var firewall = slow();
        var keeper = keeper(firewall);
        keeper.pass(true);

        // When
        firewall.afterListing(() -> read(made(Measure.DROP, "203.0.113.10", 2, START, HOUR)));
        keeper.pass(true);

        // Then
        var other = Network.parse("203.0.113.10");
        assertThat(firewall.changedInTime()).isTrue();
        assertThat(firewall.changes()).last().isEqualTo(new Add(other, START.plus(HOUR)));
        assertThat(firewall.changes()).hasSize(2);
        assertThat(outcomes()).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
        assertThat(keeper.report().state()).isEqualTo(new MeasureState(Measure.DROP, 2, 2, 0, 0));
    }

    @Test
    void whatIsDecidedDuringALookIsNotTakenForOverAlthoughItIsYoungerThanTheLook() {
        // Given
        board.caughtUp();
        var firewall = new SlowFirewall(firewall());
        var keeper = keeper(firewall, AgentClock.system());
        keeper.pass(true);

        // When
        firewall.afterListing(
                () -> {
                    LockSupport.parkNanos(5_000_000);
                    read(made(Measure.DROP, "203.0.113.9", 1, Instant.now(), HOUR));
                });
        keeper.pass(true);
        read(withdrawn(Measure.DROP, "203.0.113.9", 2, Instant.now()));
        keeper.pass(false);

        // Then
        assertThat(outcomes()).containsExactly(Outcome.APPLIED, Outcome.LIFTED);
        assertThat(firewall.changes()).last().isEqualTo(new Release(ADDRESS));
    }

    @Test
    void whatIsWithdrawnDuringALookIsNotTakenForSomebodyElses() {
        // Given
        var firewall = slow();
        var keeper = keeper(firewall);
        keeper.pass(true);

        // When
        firewall.afterListing(() -> read(withdrawn(Measure.DROP, "203.0.113.9", 2, START)));
        keeper.pass(true);

        // Then
        assertThat(firewall.changedInTime()).isTrue();
        assertThat(firewall.changes()).last().isEqualTo(new Release(ADDRESS));
        assertThat(outcomes()).containsExactly(Outcome.APPLIED, Outcome.LIFTED);
        assertThat(keeper.report().state().extra()).isZero();
    }

    @Test
    void whatIsExtendedDuringALookIsMovedOnce() {
        // Given
        var firewall = slow();
        var keeper = keeper(firewall);
        var longer = HOUR.multipliedBy(3);
        keeper.pass(true);

        // When
        firewall.afterListing(() -> read(made(Measure.DROP, "203.0.113.9", 2, START, longer)));
        keeper.pass(true);

        // Then
        assertThat(firewall.changes())
                .containsExactly(
                        new Add(ADDRESS, START.plus(HOUR)), new Drop(ADDRESS, START.plus(longer)));
        assertThat(outcomes()).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
    }

    @Test
    void whatIsDecidedBeforeTheListingIsChangedAndToldOnce() {
        // Given
        var firewall = slow();
        var keeper = keeper(firewall);
        keeper.pass(true);

        // When
        firewall.beforeListing(() -> read(made(Measure.DROP, "203.0.113.10", 2, START, HOUR)));
        keeper.pass(true);
        keeper.pass(true);

        // Then
        assertThat(firewall.changes()).hasSize(2);
        assertThat(outcomes()).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
    }

    @Test
    void aLookThatFailsIsReportedAndDoneAgain() {
        // Given
        var firewall = slow();
        var keeper = keeper(firewall);
        keeper.pass(true);

        // When
        firewall.beforeListing(
                () -> {
                    read(made(Measure.DROP, "203.0.113.10", 2, START, HOUR));
                    throw new CommandFailed("nft is gone");
                });
        keeper.pass(true);
        var failure = keeper.report().failure();
        keeper.pass(false);

        // Then
        assertThat(failure).contains("nft is gone");
        assertThat(keeper.report().failure()).isNull();
        assertThat(Held.in(firewall, START).dropped()).hasSize(2);
    }

    private static Decision drop(String client, long revision) {
        return made(Measure.DROP, client, revision, START, HOUR);
    }

    /// Many bans that hold, and a keeper that has looked at them.
    private DropKeeper keeperOfMany(SlowFirewall firewall) {
        read(
                IntStream.range(0, MANY)
                        .mapToObj(i -> drop("198.18.%d.%d".formatted(i >> 8, i & 255), 1))
                        .toArray(Decision[]::new));
        board.caughtUp();
        var keeper = keeper(firewall);
        keeper.pass(true);
        return keeper;
    }

    @Test
    void aLookAtManyGivesWayAndIsDoneNextTime() {
        // Given
        var firewall = new SlowFirewall(firewall());
        var keeper = keeperOfMany(firewall);
        firewall.afterListing(() -> read(drop("203.0.113.9", 2)));

        // When
        keeper.pass(true);
        var wantedThen = keeper.report().state().wanted();
        keeper.pass(true);

        // Then
        assertThat(firewall.changedInTime()).isTrue();
        assertThat(wantedThen).isEqualTo(MANY);
        assertThat(keeper.report().state())
                .isEqualTo(new MeasureState(Measure.DROP, MANY + 1, MANY + 1, 0, 0));
    }

    @Test
    void aLookDoesNotGiveWayForEver() {
        // Given
        var firewall = new SlowFirewall(firewall());
        var keeper = keeperOfMany(firewall);
        var wanted = new ArrayList<Long>();

        // When
        for (int i = 1; i <= 11; i++) {
            var client = "203.0.113." + i;
            firewall.afterListing(() -> read(drop(client, 2)));
            keeper.pass(true);
            wanted.add((long) keeper.report().state().wanted());
        }

        // Then
        assertThat(wanted.subList(0, 10)).containsOnly((long) MANY);
        assertThat(wanted.getLast()).isEqualTo(MANY + 11);
    }

    @Test
    void theTimeThatIsToldIsWhenItHeld() {
        // Given
        var now = Instant.now();
        var heldAt = new ArrayList<Instant>();
        var firewall = new SlowFirewall(firewall());
        var keeper = keeper(firewall, AgentClock.system());
        board.caughtUp();
        keeper.pass(true);
        firewall.beforeChange(() -> heldAt.add(aMomentLater()));

        // When
        read(made(Measure.DROP, "203.0.113.9", 1, now, HOUR));
        keeper.pass(false);

        // Then
        assertThat(told).singleElement().matches(it -> !it.at().isBefore(heldAt.getFirst()));
    }

    /// The clock went on.
    private static Instant aMomentLater() {
        var begun = Instant.now();
        while (!Instant.now().isAfter(begun.plusMillis(5))) {
            Thread.onSpinWait();
        }
        return Instant.now();
    }
}
