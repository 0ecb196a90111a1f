package org.popauth.enforcer.reconcile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.made;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.desired.Diff;
import org.popauth.enforcer.desired.Entry;
import org.popauth.enforcer.desired.Guard;
import org.popauth.events.Measure;
import org.popauth.events.Network;

class KeeperTest {

    private static final int CHANGES = 5;
    private static final Duration CHANGE_TAKES = Duration.ofMillis(20);
    private static final Duration REST = CHANGE_TAKES.multipliedBy(20);

    private final Board board = new Board(1_000);

    @Test
    void betweenTwoChangesOfWhatRefusesIsARest() throws Exception {
        assertThat(pausesBetweenChanges(Measure.REJECT))
                .hasSize(CHANGES - 1)
                .allMatch(pause -> pause.compareTo(REST) >= 0);
    }

    @Test
    void aLogInWaitsForNoRest() throws Exception {
        assertThat(pausesBetweenChanges(Measure.RELAY))
                .hasSize(CHANGES - 1)
                .anyMatch(pause -> pause.compareTo(REST.dividedBy(2)) < 0);
    }

    /// Each change is wanted as soon as the one before is made.
    private List<Duration> pausesBetweenChanges(Measure measure) throws Exception {
        var place = new SlowPlace(measure);
        var keeper =
                new Keeper(
                        place,
                        board,
                        () -> new Guard(List.of(), 48),
                        AgentClock.system(),
                        Duration.ofHours(1),
                        effects -> {});
        board.caughtUp();
        var thread = Thread.ofPlatform().start(keeper);
        for (int i = 1; i <= CHANGES; i++) {
            decide(measure, i);
            assertThat(place.changed.tryAcquire(10, SECONDS)).isTrue();
        }
        board.close();
        thread.join();
        return place.pauses;
    }

    private void decide(Measure measure, int i) {
        var decision = made(measure, "203.0.113." + i, i, Instant.now(), Duration.ofHours(1));
        board.take(batch -> batch.accept(decision), Map.of(0, (long) i));
    }

    /// Takes its time for each change.
    private static final class SlowPlace implements Place {

        private final Measure measure;
        private final Semaphore changed = new Semaphore(0);
        private final List<Duration> pauses = new ArrayList<>();
        private long endedNanos;

        SlowPlace(Measure measure) {
            this.measure = measure;
        }

        @Override
        public Measure measure() {
            return measure;
        }

        @Override
        public String backend() {
            return "slow";
        }

        @Override
        public void prepare(Instant now) {}

        @Override
        public Map<Network, Entry> look(Instant now) {
            return new HashMap<>();
        }

        @Override
        public boolean same(Entry wanted, Entry held, Instant now) {
            return true;
        }

        @Override
        public void apply(Diff diff, Map<Network, Entry> wanted, Instant now) {
            if (diff.missing().isEmpty()) {
                return;
            }
            if (endedNanos != 0) {
                pauses.add(Duration.ofNanos(System.nanoTime() - endedNanos));
            }
            try {
                Thread.sleep(CHANGE_TAKES); // how long is what the rest is measured by
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            endedNanos = System.nanoTime();
            changed.release();
        }

        @Override
        public boolean takesSingleEntries() {
            return true;
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    }
}
