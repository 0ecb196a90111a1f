package org.popauth.ingest.listener;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What came from the network and waits for the thread of the source; bounded by its bytes.
final class Inbox {

    private final int bytesMax;
    private final AtomicLong gauge;
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable IOException failure;
    private long bytes;

    /// @param gauge is told how many bytes wait
    Inbox(int bytesMax, AtomicLong gauge) {
        this.bytesMax = bytesMax;
        this.gauge = gauge;
    }

    /// Takes it, unless there is no room.
    ///
    /// @return false when it was not taken
    synchronized boolean offer(Arrival arrival) {
        if (bytes + arrival.cost() > bytesMax) {
            return false;
        }
        put(arrival);
        return true;
    }

    /// Takes it in any case.
    ///
    /// @param roomAgain run once, when there is room again
    /// @return false when there is no room for more now
    synchronized boolean put(Arrival arrival, Runnable roomAgain) {
        put(arrival);
        if (bytes < bytesMax) {
            return true;
        }
        waiting.add(roomAgain);
        return false;
    }

    private void put(Arrival arrival) {
        arrivals.add(arrival);
        count(arrival.cost());
        notifyAll();
    }

    private void count(int more) {
        bytes += more;
        gauge.setOpaque(bytes);
    }

    /// Nothing more will come.
    synchronized void fail(IOException why) {
        failure = why;
        notifyAll();
    }

    /// What came first; waits for it.
    ///
    /// @throws IOException when there is nothing and nothing will come
    Arrival take() throws InterruptedException, IOException {
        Arrival first;
        List<Runnable> again = List.of();
        synchronized (this) {
            while (arrivals.isEmpty()) {
                if (failure != null) {
                    throw failure;
                }
                wait();
            }
            first = arrivals.remove();
            count(-first.cost());
            if (bytes <= bytesMax / 2 && !waiting.isEmpty()) {
                again = List.copyOf(waiting);
                waiting.clear();
            }
        }
        again.forEach(Runnable::run);
        return first;
    }

    /// What came first; null when there is nothing.
    synchronized @Nullable Arrival poll() {
        var first = arrivals.poll();
        count(first == null ? 0 : -first.cost());
        return first;
    }
}
