package org.popauth.ingest.progress;

import java.util.ArrayDeque;

/// Knows up to where all events of a source are acknowledged, although acknowledgements come out of
/// order, and lets only so many events be on their way.
///
/// One thread reads and sends; any thread acknowledges.
public final class AcknowledgedPrefix implements InFlight {

    private final int inFlightMax;
    private final ArrayDeque<Sent> inFlight = new ArrayDeque<>();
    private Mark read;

    /// @param start where reading begins
    /// @param inFlightMax the most events on their way, counted from the oldest that is not
    ///   acknowledged
    public AcknowledgedPrefix(Mark start, int inFlightMax) {
        this.read = start;
        this.inFlightMax = inFlightMax;
    }

    /// An event on its way to the broker.
    public static final class Sent {
        private final Mark before;
        private final long sentNanos;
        private boolean acknowledged;

        private Sent(Mark before, long sentNanos) {
            this.before = before;
            this.sentNanos = sentNanos;
        }
    }

    /// Notes that an event is about to be sent; waits while too many are on their way.
    ///
    /// @param before the mark that is true as long as this event is not acknowledged
    /// @param nowNanos a monotonic time
    public synchronized Sent sending(Mark before, long nowNanos) throws InterruptedException {
        while (inFlight.size() >= inFlightMax) {
            wait();
        }
        var sent = new Sent(before, nowNanos);
        inFlight.addLast(sent);
        return sent;
    }

    /// Notes that the broker has an event.
    public synchronized void acknowledged(Sent sent) {
        sent.acknowledged = true;
        while (!inFlight.isEmpty() && inFlight.getFirst().acknowledged) {
            inFlight.removeFirst();
        }
        notifyAll();
    }

    /// Notes that all lines before the mark were read, and their events sent.
    public synchronized void read(Mark mark) {
        read = mark;
    }

    /// Where reading has to go on if it ended now.
    public synchronized Mark mark() {
        var oldest = inFlight.peekFirst();
        return oldest == null ? read : oldest.before;
    }

    @Override
    public synchronized int inFlight() {
        return inFlight.size();
    }

    @Override
    public synchronized long oldestNanos(long nowNanos) {
        var oldest = inFlight.peekFirst();
        return oldest == null ? 0 : nowNanos - oldest.sentNanos;
    }

    @Override
    public synchronized void awaitAll() throws InterruptedException {
        while (!inFlight.isEmpty()) {
            wait();
        }
    }

    /// Waits once for acknowledgements, until no event is on its way or the time is over.
    ///
    /// @param millisMax how long to wait, at least 1
    public synchronized boolean awaitSome(long millisMax) throws InterruptedException {
        if (!inFlight.isEmpty()) {
            wait(millisMax);
        }
        return inFlight.isEmpty();
    }
}
