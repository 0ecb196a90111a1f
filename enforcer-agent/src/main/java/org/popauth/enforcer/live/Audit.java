package org.popauth.enforcer.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.popauth.enforcer.desired.Answer;
import org.popauth.enforcer.log.PopauthLog;
import org.popauth.events.Address;
import org.popauth.events.Printable;

/// Writes a line of `popauth.log` for each relaying that was allowed, from a thread of its own, so
/// that no answer waits for a disk. What the bounded queue cannot hold is counted, and told in a
/// line.
final class Audit implements Runnable {

    private static final int QUEUE_MAX = 10_000;
    private static final int BATCH_MAX = 500;
    private static final int TEXT_CHARS_MAX = 800;

    private final PopauthLog log;
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicLong lost = new AtomicLong();
    private long lostTold;

    Audit(PopauthLog log) {
        this.log = log;
    }

    /// The agent told Postfix that a client may relay.
    ///
    /// @param asked how it was asked and about which mail
    void allowed(Instant at, Address client, Answer answer, String asked) {
        var line =
                at.truncatedTo(ChronoUnit.MILLIS)
                        + " allowed "
                        + client
                        + " until "
                        + answer.until().truncatedTo(ChronoUnit.SECONDS)
                        + " "
                        + Printable.of(answer.because() + " (" + asked + ")", TEXT_CHARS_MAX)
                        + "\n";
        if (!queue.offer(line)) {
            lost.incrementAndGet();
        }
    }

    /// How many lines were not written.
    long lost() {
        return lost.get();
    }

    /// Writes until interrupted, then what is left.
    @Override
    public void run() {
        try {
            while (true) {
                write(queue.take());
            }
        } catch (InterruptedException e) {
            var last = queue.poll();
            if (last != null) {
                write(last);
            }
            Thread.currentThread().interrupt();
        }
    }

    private void write(String first) {
        var lines = new ArrayList<String>();
        lines.add(first);
        queue.drainTo(lines, BATCH_MAX);
        long more = lost.get() - lostTold;
        if (more > 0) {
            lines.add(first.substring(0, first.indexOf(' ')) + " lost " + more + " such lines\n");
            lostTold += more;
        }
        log.append(String.join("", lines));
    }
}
