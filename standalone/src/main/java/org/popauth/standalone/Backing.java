package org.popauth.standalone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.popauth.standalone.data.DataDirectory;
import org.popauth.standalone.data.Ports;
import org.popauth.standalone.data.Secrets;
import org.popauth.standalone.fault.StartFailure;
import org.popauth.standalone.kafka.EmbeddedKafka;
import org.popauth.standalone.postgres.EmbeddedPostgres;
import org.popauth.standalone.postgres.PostgresBinaries;

/// The broker and the database server that the services of this JVM stand on.
///
/// @param kafka the broker
/// @param postgres the database server
record Backing(EmbeddedKafka kafka, EmbeddedPostgres postgres) implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Backing.class);

    /// Starts both at the same time, and waits for both.
    ///
    /// @param durable false when the data may be lost in a crash of the whole machine
    /// @throws StartFailure when one of them does not come up; the other one is stopped then
    static Backing start(DataDirectory directory, Secrets secrets, boolean durable) {
        var ports = Ports.of(directory);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var postgres =
                    CompletableFuture.supplyAsync(
                            () -> startPostgres(directory, secrets, ports, durable), threads);
            var kafka =
                    CompletableFuture.supplyAsync(
                            () -> EmbeddedKafka.start(directory.resolve("kafka"), ports), threads);
            try {
                return new Backing(kafka.join(), postgres.join());
            } catch (CompletionException e) {
                kafka.thenAccept(EmbeddedKafka::close).exceptionally(Backing::ignore).join();
                postgres.thenAccept(EmbeddedPostgres::close).exceptionally(Backing::ignore).join();
                throw e.getCause() instanceof StartFailure failure
                        ? failure
                        : new StartFailure("cannot start: " + e.getMessage(), e);
            }
        }
    }

    private static EmbeddedPostgres startPostgres(
            DataDirectory directory, Secrets secrets, Ports ports, boolean durable) {
        var place =
                new EmbeddedPostgres.Place(
                        directory.resolve("postgres"),
                        directory.resolve("postgres.log"),
                        secrets.databasePassword(),
                        PostgresBinaries.in(PostgresBinaries.defaultCache()),
                        durable);
        return EmbeddedPostgres.start(place, ports);
    }

    private static Void ignore(Throwable failure) {
        LOG.debug("the other one failed too", failure);
        return null;
    }

    /// Stops both, the broker first.
    @Override
    public void close() {
        try {
            kafka.close();
        } finally {
            postgres.close();
        }
    }
}
