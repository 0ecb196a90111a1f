package org.popauth.enforcer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.desired.Roster;
import org.popauth.enforcer.firewall.DryRunFirewall;
import org.popauth.enforcer.firewall.Firewall.Change.Release;
import org.popauth.enforcer.firewall.FirewallSettings;
import org.popauth.enforcer.firewall.Held;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// A keeper that has much to tell at once, to somebody who may have no room.
@Timeout(60)
class UntoldTest {

    private static final int MANY = 1_500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Guard GUARD = new Guard(List.of(), 48);
    private static final AgentClock CLOCK = AgentClock.fixedAt(START);

    @TempDir Path directory;

    private final Somebody somebody = new Somebody();
    private DryRunFirewall firewall;
    private Board board;
    private long offset;

    /// Is told of effects, when he has room.
    private static final class Somebody implements Audience {

        private final List<Effect> told = new CopyOnWriteArrayList<>();
        private volatile boolean room;
        private volatile boolean arrives = true;
        private volatile boolean fails;

        @Override
        public void tell(List<Effect> effects) {
            if (fails) {
                fails = false;
                throw new IllegalStateException("this one");
            }
            told.addAll(effects);
        }

        @Override
        public boolean hasRoom() {
            return room;
        }

        @Override
        public BooleanSupplier receipt() {
            return () -> arrives;
        }

        List<Outcome> outcomes(String client) {
            return told.stream()
                    .filter(it -> it.client().toString().equals(client))
                    .map(Effect::outcome)
                    .toList();
        }
    }

    @BeforeEach
    void open() {
        firewall =
                new DryRunFirewall(
                        directory.resolve("firewall.nft"),
                        new FirewallSettings(List.of(25), 100_000));
        board = new Board(100_000);
    }

    @AfterEach
    void close() {
        board.close();
    }

    private Path untold() {
        return directory.resolve("untold");
    }

    /// A keeper as after a start of the agent.
    private DropKeeper keeper() {
        var listeners = new DropKeeper.Listeners(somebody, _ -> {}, new UntoldParts(untold()));
        return new DropKeeper(
                firewall, null, board, () -> GUARD, CLOCK, Duration.ofSeconds(5), listeners);
    }

    private static String client(int number) {
        return "203.0.%d.%d".formatted(number / 250, number % 250);
    }

    private static Decision ban(int number) {
        return made(Measure.DROP, client(number), number, START, HOUR);
    }

    private void read(Decision... decisions) {
        offset += decisions.length;
        board.take(batch -> List.of(decisions).forEach(batch::accept), Map.of(0, offset));
    }

    private void readMany() {
        for (int i = 1; i <= MANY; i++) {
            read(ban(i));
        }
        board.caughtUp();
    }

    /// A keeper that has filled the firewall, and could tell nobody.
    private DropKeeper filled() {
        readMany();
        var keeper = keeper();
        keeper.pass(true);
        return keeper;
    }

    private void restart() {
        board.close();
        board = new Board(100_000);
        somebody.told.clear();
    }

    private void allIsToldOnce() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(somebody.told).hasSizeGreaterThanOrEqualTo(MANY));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(untold()).doesNotExist());
        assertThat(somebody.told)
                .hasSize(MANY)
                .allMatch(it -> it.outcome() == Outcome.APPLIED)
                .extracting(Effect::client)
                .doesNotHaveDuplicates();
    }

    @Test
    void theFirewallIsFullBeforeAnybodyIsTold() {
        // When
        filled();

        // Then
        assertThat(Held.in(firewall, START).dropped()).hasSize(MANY);
        assertThat(somebody.told).isEmpty();
        assertThat(untold()).exists();
    }

    @Test
    void eachDecisionIsToldOnceThereIsRoom() {
        // Given
        filled();

        // When
        somebody.room = true;

        // Then
        allIsToldOnce();
    }

    @Test
    void whatCouldNotBeToldIsToldAfterTheNextLook() {
        // Given
        var keeper = filled();
        somebody.fails = true;
        somebody.room = true;
        await().atMost(PATIENCE).until(() -> !somebody.fails);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            keeper.pass(true);
                            assertThat(somebody.told).hasSizeGreaterThanOrEqualTo(MANY);
                        });
        allIsToldOnce();
    }

    @Test
    void anAgentThatIsStoppedBeforeItHasToldTellsAfterItsRestart() {
        // Given
        filled();

        // When
        restart();
        somebody.room = true;
        filled();

        // Then
        allIsToldOnce();
    }

    @Test
    void whatWasToldButNeverArrivedIsToldAgainAfterARestart() {
        // Given
        somebody.room = true;
        somebody.arrives = false;
        filled();
        await().atMost(PATIENCE).until(() -> !somebody.told.isEmpty());

        // When
        restart();
        somebody.arrives = true;
        filled();

        // Then
        allIsToldOnce();
    }

    @Test
    void whatWasToldIsNotToldAfterARestart() {
        // Given
        somebody.room = true;
        filled();
        allIsToldOnce();

        // When
        restart();
        filled();
        read(ban(MANY + 1));
        keeper().pass(true);

        // Then
        assertThat(somebody.told).hasSize(1);
    }

    @Test
    void whatIsWithdrawnBeforeItWasToldIsToldWithItsEnd() {
        // Given
        var keeper = filled();

        // When
        read(withdrawn(Measure.DROP, client(7), MANY + 1, START));
        keeper.pass(false);
        somebody.room = true;

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(somebody.told).hasSize(MANY + 1));
        assertThat(somebody.outcomes(client(7))).containsExactly(Outcome.APPLIED, Outcome.LIFTED);
    }

    @Test
    void whatIsReplacedBeforeItWasToldIsToldToo() {
        // Given
        var keeper = filled();

        // When
        read(made(Measure.DROP, client(7), MANY + 1, START, HOUR.multipliedBy(3)));
        keeper.pass(false);
        somebody.room = true;

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(somebody.told).hasSize(MANY + 1));
        assertThat(somebody.told)
                .filteredOn(it -> it.client().toString().equals(client(7)))
                .extracting(Effect::revision)
                .containsExactly(7L, MANY + 1L);
    }

    @Test
    void whatIsRepairedBeforeItWasToldIsToldWithItsRepair() {
        // Given
        var keeper = filled();

        // When
        firewall.apply(List.of(new Release(Network.parse(client(7)))), START);
        keeper.pass(true);
        somebody.room = true;

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(somebody.told).hasSize(MANY + 1));
        assertThat(somebody.outcomes(client(7))).containsExactly(Outcome.APPLIED, Outcome.REPAIRED);
    }

    @Test
    void decisionsThatFollowAreToldWithoutWaitingForTheOthers() {
        // Given
        var keeper = filled();

        // When
        read(ban(MANY + 1));
        keeper.pass(false);

        // Then
        assertThat(somebody.told).hasSize(1);
        assertThat(somebody.outcomes(client(MANY + 1))).containsExactly(Outcome.APPLIED);
    }

    @Test
    void withoutWhatTheKernelHeldTheNoteOfItIsOver() {
        // Given
        filled();

        // When
        restart();
        firewall.withdraw();
        board.caughtUp();
        keeper().pass(true);

        // Then
        assertThat(untold()).doesNotExist();
        assertThat(somebody.told).isEmpty();
    }

    @Test
    void aNoteThatCannotBeReadMeansThatAllIsTold() throws IOException {
        // Given
        somebody.room = true;
        filled();
        allIsToldOnce();

        // When
        restart();
        Files.writeString(untold(), "?");
        filled();

        // Then
        allIsToldOnce();
    }

    @Test
    void moreDecisionsThanAreCountedAreFoundByALook() {
        // Given
        board.caughtUp();
        var keeper = keeper();
        keeper.pass(true);
        somebody.room = true;

        // When
        board.take(
                batch -> {
                    for (int i = 0; i < 30_000; i++) {
                        batch.accept(ban(i));
                    }
                },
                Map.of(0, 30_000L));
        keeper.pass(false);

        // Then
        assertThat(Held.in(firewall, START).dropped()).hasSize(30_000);
        assertThat(board.work(Measure.DROP).clients()).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(somebody.told).hasSize(30_000));
    }

    /// When a slice was begun and done.
    private record Slice(long began, long done) {}

    @Test
    void tellingTakesLessOfTheTimeWhileDecisionsComeIn() {
        // Given
        var applied = new Roster<Standing>();
        var all = IntStream.range(0, MANY).mapToObj(UntoldTest::inOnePart).toList();
        all.forEach(applied::put);
        var slices = new CopyOnWriteArrayList<Slice>();
        var telling = new AtomicReference<Untold>();
        var untold =
                new Untold(
                        applied,
                        somebody,
                        (_, _) -> {
                            long began = System.nanoTime();
                            LockSupport.parkNanos(2_000_000);
                            telling.get().giveWay();
                            slices.add(new Slice(began, System.nanoTime()));
                        },
                        new UntoldParts(untold()),
                        () -> false);
        telling.set(untold);
        somebody.room = true;

        // When
        untold.note(Tale.APPLIED, all, START);
        untold.lookIsOver();

        // Then
        await().atMost(PATIENCE).until(() -> slices.size() == MANY / 250);
        for (int i = 1; i < slices.size(); i++) {
            var before = slices.get(i - 1);
            assertThat(slices.get(i).began() - before.done())
                    .isGreaterThan(10 * (before.done() - before.began()));
        }
    }

    private static Standing inOnePart(int number) {
        var client = Client.parse("198.%d.%d.7".formatted(18 + number / 250, number % 250));
        return new Standing(
                client,
                number + 1,
                List.of(client.network()),
                START,
                START.plus(HOUR),
                null,
                "rbl: listed",
                null);
    }
}
