package org.popauth.report.projection;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.popauth.report.store.Schema;

/// Reads the topics until the service stops. Whatever breaks, it says so, waits a little longer
/// each time, and begins again where the read model ends.
@ApplicationScoped
class ReadTopics {

    private static final Duration BACK_OFF_MIN = Duration.ofMillis(250);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(10);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final Schema schema;
    private final Reader reader;
    private final ReadingState state;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;

    ReadTopics(Schema schema, Reader reader, ReadingState state) {
        this.schema = schema;
        this.reader = reader;
        this.state = state;
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofPlatform().daemon().name("report-reader").start(this::run);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stop();
    }

    /// A start that fails elsewhere is followed by no event.
    @PreDestroy
    void stop() throws InterruptedException {
        stopped.countDown();
        if (thread != null) {
            thread.join(STOP_MAX);
        }
    }

    private void run() {
        var backOff = BACK_OFF_MIN;
        while (stopped.getCount() > 0) {
            long began = System.nanoTime();
            try {
                schema.prepare();
                reader.readUntil(() -> stopped.getCount() == 0);
            } catch (RuntimeException e) {
                boolean workedLong = System.nanoTime() - began > BACK_OFF_MAX.toNanos();
                backOff = workedLong ? BACK_OFF_MIN : backOff;
                broken(e);
                pause(backOff);
                backOff = min(backOff.multipliedBy(2), BACK_OFF_MAX);
            }
        }
    }

    private void broken(RuntimeException e) {
        var why = String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown failure");
        if (state.broken(why)) {
            Log.errorf("the topics are not read: %s; trying again until it works", why);
            Log.debug("the topics are not read", e);
        }
    }

    private void pause(Duration backOff) {
        try {
            if (stopped.await(backOff.toMillis(), TimeUnit.MILLISECONDS)) {
                Log.debug("stopped while waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
