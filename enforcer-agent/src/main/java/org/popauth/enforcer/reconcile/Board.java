package org.popauth.enforcer.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.desired.Answer;
import org.popauth.enforcer.desired.Fold;
import org.popauth.enforcer.desired.Folded;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.desired.Question;
import org.popauth.enforcer.desired.Roster;
import org.popauth.enforcer.desired.Wanted;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;

/// Where the feed puts decisions, and the keepers of the measures take their work from.
/// Thread-safe.
public final class Board {

    private static final Duration FORGET_AFTER = Duration.ofHours(1);

    /// With more changes than that it costs less to look at everything.
    private static final int PENDING_MAX = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Fold fold;
    private final Map<Measure, Pending> pending = new EnumMap<>(Measure.class);
    private final Map<Measure, Map<Integer, Long>> applied = new EnumMap<>(Measure.class);
    private Map<Integer, Long> positions = Map.of();
    private volatile boolean caughtUp;
    private volatile boolean remembers;
    private volatile Instant knownAt = Instant.MIN;
    private boolean closed;

    /// Grows with every change of what is known.
    private final AtomicLong version = new AtomicLong();

    public Board(int decisionsMax) {
        this.fold = new Fold(decisionsMax);
        for (var measure : Measure.values()) {
            pending.put(measure, new Pending());
        }
    }

    /// What a keeper has to do.
    ///
    /// @param clients whose decision changed since it last took
    /// @param all true when so many changed that they were not counted
    /// @param positions how far the topic was read, by partition
    record Work(Set<Client> clients, boolean all, Map<Integer, Long> positions) {}

    /// Whose decision changed since it was last taken; while a million are read, just that.
    private static final class Pending {

        private final Set<Client> clients = new HashSet<>();
        private boolean all;

        void add(Client client) {
            if (clients.size() >= PENDING_MAX) {
                clients.clear();
                all = true;
            }
            if (!all) {
                clients.add(client);
            }
        }

        boolean isEmpty() {
            return clients.isEmpty() && !all;
        }
    }

    /// What the feed read in one go.
    public interface Batch {

        void accept(Decision decision);

        void forget(Measure measure, Client client);
    }

    /// Takes what the feed read, and wakes the keepers.
    ///
    /// @param read where each partition was read up to, once all of it is taken
    public void take(Consumer<Batch> reader, Map<Integer, Long> read) {
        lock.lock();
        try {
            reader.accept(new Taking());
            positions = Map.copyOf(read);
            if (mayEnforce()) { // nobody has anything to do before
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private final class Taking implements Batch {

        @Override
        public void accept(Decision decision) {
            if (fold.accept(decision)) {
                version.incrementAndGet();
                of(pending, decision.measure()).add(decision.client());
            }
        }

        @Override
        public void forget(Measure measure, Client client) {
            if (fold.forget(measure, client)) {
                version.incrementAndGet();
                of(pending, measure).add(client);
            }
        }
    }

    /// Takes what this host wrote down before it was restarted. It holds until everything has been
    /// read; enforcing may begin with it.
    public void remember(Remembered remembered) {
        lock.lock();
        try {
            knownAt = remembered.tellTo(fold::remember);
            remembers = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// What a host wrote down.
    @FunctionalInterface
    public interface Remembered {

        /// Tells the board of it.
        ///
        /// @return when everything that the broker had was read for the last time
        Instant tellTo(BiConsumer<Measure, Folded.Standing> board);
    }

    /// True once there is something to enforce: all decisions, or what this host remembers.
    boolean mayEnforce() {
        return caughtUp || remembers;
    }

    /// When the broker was last heard and all that it had was read.
    public Instant knownAt() {
        return knownAt;
    }

    /// Everything that was decided before the start has been read: enforcing may begin, and what
    /// this host alone remembers is over.
    public void caughtUp() {
        lock.lock();
        try {
            caughtUp = true;
            remembers = false;
            for (var measure : Measure.values()) {
                fold.forgetRemembered(measure).forEach(of(pending, measure)::add);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The broker answered, and all that it had was read: what is known here was so at this
    /// instant.
    public void known(Instant at) {
        knownAt = at;
    }

    /// What a table would say about one exact address now; waits for nobody. Nothing while not
    /// everything was read, and once what was read is too old to be relied on.
    ///
    /// @param oldest what must have been known at this instant or later
    public Optional<Answer> answer(Question question, Instant now, Instant oldest, Guard guard) {
        if (!isReliable(oldest)) {
            return Optional.empty();
        }
        return fold.answer(question, now, guard);
    }

    /// True when everything was read, at this instant or later.
    public boolean isReliable(Instant oldest) {
        return mayEnforce() && !knownAt.isBefore(oldest);
    }

    /// Lets the keepers end.
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    public boolean isCaughtUp() {
        lock.lock();
        try {
            return caughtUp;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is work for a measure, or the time is over.
    ///
    /// @return true when there is work, false when the time is over or nothing may be enforced yet
    boolean await(Measure measure, Map<Integer, Long> seen, long nanos)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && !closed && !hasWork(measure, seen)) {
                left = changed.awaitNanos(left);
            }
            return !closed && hasWork(measure, seen);
        } finally {
            lock.unlock();
        }
    }

    /// Waits, whatever there is to do, until the time is over or the board is closed.
    void rest(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean hasWork(Measure measure, Map<Integer, Long> seen) {
        return mayEnforce() && (!of(pending, measure).isEmpty() || !positions.equals(seen));
    }

    /// True when something was decided, or read, since the positions.
    boolean isBehind(Measure measure, Map<Integer, Long> seen) {
        lock.lock();
        try {
            return hasWork(measure, seen);
        } finally {
            lock.unlock();
        }
    }

    /// Hands out the work of a measure; it will not be handed out again.
    Work work(Measure measure) {
        lock.lock();
        try {
            var taken = of(pending, measure);
            pending.put(measure, new Pending());
            return new Work(taken.clients, taken.all, positions);
        } finally {
            lock.unlock();
        }
    }

    /// Another number after each change of what is known.
    public long version() {
        return version.get();
    }

    /// All decisions of a measure that are known, to be read without waiting.
    public Roster<Folded> all(Measure measure) {
        return fold.all(measure);
    }

    /// Forgets what is long over of a measure, in one part of its [Roster].
    void prune(Measure measure, int part, Instant now) {
        lock.lock();
        try {
            fold.prune(measure, part, now.minus(FORGET_AFTER));
        } finally {
            lock.unlock();
        }
    }

    /// All that must hold for a measure.
    Wanted wanted(Measure measure, Instant now, Guard guard) {
        lock.lock();
        try {
            fold.prune(measure, now.minus(FORGET_AFTER));
            return Wanted.at(now, measure, fold.all(measure), guard);
        } finally {
            lock.unlock();
        }
    }

    /// What must hold of a measure for some clients.
    Wanted wanted(Measure measure, Collection<Client> clients, Instant now, Guard guard) {
        lock.lock();
        try {
            var some = new ArrayList<Folded>();
            for (var client : clients) {
                var last = fold.last(measure, client);
                if (last != null) {
                    some.add(last);
                }
            }
            return Wanted.at(now, measure, some, guard);
        } finally {
            lock.unlock();
        }
    }

    /// The last decision of a client, as far as it is still known.
    @Nullable Folded last(Measure measure, Client client) {
        lock.lock();
        try {
            return fold.last(measure, client);
        } finally {
            lock.unlock();
        }
    }

    /// A measure holds as all decisions say that were read up to these positions.
    void applied(Measure measure, Map<Integer, Long> upTo) {
        lock.lock();
        try {
            applied.put(measure, upTo);
        } finally {
            lock.unlock();
        }
    }

    /// True once all measures hold as the decisions said, for the first time.
    public boolean isSettled() {
        lock.lock();
        try {
            return caughtUp && applied.keySet().containsAll(EnumSet.allOf(Measure.class));
        } finally {
            lock.unlock();
        }
    }

    /// True when all measures hold as the decisions before an offset say.
    public boolean hasApplied(int partition, long endOffset) {
        lock.lock();
        try {
            for (var measure : Measure.values()) {
                var positions = applied.get(measure);
                if (positions == null || positions.getOrDefault(partition, -1L) < endOffset) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// What is wrong with the decisions themselves.
    public List<String> problems() {
        lock.lock();
        try {
            return fold.refused() == 0
                    ? List.of()
                    : List.of(
                            fold.refused()
                                    + " decisions were not taken, because agent.decisions-max is"
                                    + " reached");
        } finally {
            lock.unlock();
        }
    }

    private static <T> T of(Map<Measure, T> map, Measure measure) {
        @Nullable T value = map.get(measure);
        if (value == null) {
            throw new IllegalStateException("nothing is kept for measure " + measure);
        }
        return value;
    }
}
