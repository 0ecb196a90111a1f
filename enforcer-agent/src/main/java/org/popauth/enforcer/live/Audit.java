package org.popauth.enforcer.live;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.desired.Answer;
import org.popauth.enforcer.log.PopauthLog;
import org.popauth.events.Address;
import org.popauth.events.Printable;

/// Writes a line of `popauth.log` for each relaying that is allowed, before Postfix is told so: an
/// agent that is killed has written down all that it allowed. One thread writes for all answers; an
/// answer waits for it at most [#PATIENCE], so that a disk that hangs stops no mail. What the
/// bounded queue cannot hold, or the disk, is counted, and told in a line.
final class Audit implements Runnable {

    /// How long an answer waits for its line.
    static final Duration PATIENCE = Duration.ofMillis(200);

    private static final int QUEUE_MAX = 10_000;
    private static final int BATCH_MAX = 500;
    private static final int TEXT_CHARS_MAX = 800;
    private static final Duration LOOK_FOR_END_EVERY = Duration.ofMillis(100);

    private final PopauthLog log;
    private final BlockingQueue<Line> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean closed;
    private long lostTold;

    Audit(PopauthLog log) {
        this.log = log;
    }

    /// A line, and who waits for it.
    private record Line(Instant at, String text, CountDownLatch written) {}

    /// The agent is about to tell Postfix that a client may relay. Returns when that is written
    /// down.
    ///
    /// @param asked how it was asked and about which mail
    void allowed(Instant at, Address client, Answer answer, String asked) {
        var text =
                at.truncatedTo(ChronoUnit.MILLIS)
                        + " allowed "
                        + client
                        + " until "
                        + answer.until().truncatedTo(ChronoUnit.SECONDS)
                        + " "
                        + Printable.of(answer.because() + " (" + asked + ")", TEXT_CHARS_MAX)
                        + "\n";
        var line = new Line(at, text, new CountDownLatch(1));
        if (queue.offer(line)) {
            await(line);
        } else {
            lost.incrementAndGet();
        }
    }

    private static void await(Line line) {
        try {
            // When the time is over the line is still in the queue.
            var _ = line.written().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many lines were not written.
    long lost() {
        return lost.get();
    }

    /// Lets [#run()] end once it has written all.
    void close() {
        closed = true;
    }

    /// Writes until closed, and what is left then. Must not be interrupted: that would end a write.
    @Override
    public void run() {
        try {
            @Nullable Line first = next();
            while (first != null || !closed) {
                if (first != null) {
                    write(first);
                }
                first = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Line next() throws InterruptedException {
        return queue.poll(LOOK_FOR_END_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void write(Line first) {
        var lines = new ArrayList<Line>();
        lines.add(first);
        queue.drainTo(lines, BATCH_MAX);
        long more = lost.get() - lostTold;
        boolean written = log.append(text(lines, more));
        if (written) {
            lostTold += more;
        } else {
            lost.addAndGet(lines.size());
        }
        lines.forEach(line -> line.written().countDown());
    }

    private static String text(List<Line> lines, long more) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        if (more > 0) {
            text.append(lines.getFirst().at())
                    .append(" lost ")
                    .append(more)
                    .append(" such lines\n");
        }
        return text.toString();
    }
}
