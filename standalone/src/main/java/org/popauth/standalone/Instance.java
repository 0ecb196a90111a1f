package org.popauth.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.popauth.standalone.data.DataDirectory;
import org.popauth.standalone.data.Secrets;
import org.popauth.standalone.kafka.AgentListener;

/// One popAuth in this JVM, from its start to its end: broker and database server first, then the
/// services, and back in the reverse order, also when a signal ends it.
final class Instance {

    private static final Logger LOG = Logger.getLogger(Instance.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final DataDirectory directory;
    private final Secrets secrets;
    private final boolean durable;
    private final @Nullable AgentListener agents;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;

    Instance(DataDirectory directory, boolean durable) {
        this(directory, durable, null);
    }

    /// @param durable false when the data may be lost in a crash of the whole machine
    /// @param agents where agents of other mail hosts come in; null for nowhere
    Instance(DataDirectory directory, boolean durable, @Nullable AgentListener agents) {
        this.directory = directory;
        this.secrets = Secrets.of(directory);
        this.durable = durable;
        this.agents = agents;
    }

    /// The passwords of this instance.
    Secrets secrets() {
        return secrets;
    }

    /// True once a signal has told it to end.
    boolean isStopping() {
        return stopping;
    }

    /// Runs a task.
    ///
    /// @param more adds settings to those of every instance
    /// @return the exit status
    int run(UnaryOperator<Settings> more, Task task) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitEnd, "end-of-instance"));
        var places = Places.in(directory, secrets, durable).with(agents);
        more.apply(Settings.of(directory, secrets, places)).apply();
        try (var backing = Backing.start(places)) {
            return stopping ? 0 : Services.run(() -> runWith(backing, task));
        } finally {
            ended.countDown();
        }
    }

    private static int runWith(Backing backing, Task task) throws Exception {
        backing.await();
        return task.run();
    }

    /// Keeps the JVM from ending before everything is stopped in order.
    private void awaitEnd() {
        stopping = true;
        try {
            if (!ended.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("it takes too long to stop; ending now");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
