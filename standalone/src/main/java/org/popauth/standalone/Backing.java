package org.popauth.standalone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.popauth.standalone.fault.StartFailure;
import org.popauth.standalone.kafka.EmbeddedKafka;
import org.popauth.standalone.postgres.EmbeddedPostgres;

/// The broker and the database server that the services of this JVM stand on, running or about to.
///
/// @param kafka the broker
/// @param postgres the database server
record Backing(CompletableFuture<EmbeddedKafka> kafka, CompletableFuture<EmbeddedPostgres> postgres)
        implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Backing.class);

    /// Begins to start both, at the same time.
    static Backing start(Places places) {
        return new Backing(
                CompletableFuture.supplyAsync(
                        () -> EmbeddedKafka.start(places.kafka()),
                        task -> Thread.ofPlatform().name("start-kafka").start(task)),
                CompletableFuture.supplyAsync(
                        () -> EmbeddedPostgres.start(places.postgres()),
                        task -> Thread.ofPlatform().name("start-postgres").start(task)));
    }

    /// Waits until both run.
    ///
    /// @throws StartFailure when one of them does not come up
    void await() {
        try {
            CompletableFuture.allOf(kafka, postgres).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure("cannot start: " + e.getMessage(), e);
        }
    }

    /// Stops both, the broker first; one that is about to start is waited for.
    @Override
    public void close() {
        stop(kafka);
        stop(postgres);
    }

    private static void stop(CompletableFuture<? extends AutoCloseable> starting) {
        starting.handle(
                        (running, failure) -> {
                            try {
                                if (running != null) {
                                    running.close();
                                }
                            } catch (Exception e) {
                                // close() may throw anything; what else runs must be stopped too.
                                LOG.warn("does not stop cleanly", e);
                            }
                            return failure;
                        })
                .join();
    }
}
