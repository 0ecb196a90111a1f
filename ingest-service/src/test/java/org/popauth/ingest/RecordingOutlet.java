package org.popauth.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.popauth.events.MailEvent;
import org.popauth.ingest.source.Outlet;

/// Keeps events in memory, and acknowledges them when and in the order it likes.
final class RecordingOutlet implements Outlet {

    private static final int WAITING_MAX = 20;

    private final List<MailEvent> events = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final Random random;
    private final boolean atOnce;

    private RecordingOutlet(boolean atOnce, long seed) {
        this.atOnce = atOnce;
        this.random = new Random(seed);
    }

    /// Acknowledges at once.
    static RecordingOutlet prompt() {
        return new RecordingOutlet(true, 0);
    }

    /// Acknowledges out of order, some events late.
    static RecordingOutlet slow(long seed) {
        return new RecordingOutlet(false, seed);
    }

    @Override
    public synchronized void publish(MailEvent event, Runnable acknowledged) {
        events.add(event);
        if (atOnce) {
            acknowledged.run();
            return;
        }
        waiting.add(acknowledged);
        if (waiting.size() > WAITING_MAX) {
            waiting.remove(random.nextInt(waiting.size())).run();
        }
    }

    /// Acknowledges all.
    synchronized void acknowledgeAll() {
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    synchronized List<MailEvent> events() {
        return List.copyOf(events);
    }

    /// The users of all log-ins, in order.
    List<String> users() {
        return events().stream()
                .map(e -> e instanceof MailEvent.LoginSucceeded login ? login.user() : "?")
                .map(String::valueOf)
                .toList();
    }
}
