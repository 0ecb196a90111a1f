package org.popauth.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.popauth.testsupport.TestBroker;
import org.popauth.testsupport.TestDatabase;

/// A broker with sample data and an empty database, to look at the pages while working on them.
/// Runs until it is killed.
///
/// Its argument is where it writes the settings for the service: `java
/// -Dquarkus.config.locations=FILE -jar target/quarkus-app/quarkus-run.jar`.
final class SampleServers {

    private SampleServers() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        try (var broker = TestBroker.start()) {
            var database = TestDatabase.start();
            try (var topics = new Topicals(broker.bootstrapServers())) {
                topics.seed(new SampleData(Instant.now()));
            }
            Files.writeString(
                    Path.of(arguments[0]),
                    """
                    kafka.bootstrap.servers=%s
                    quarkus.datasource.report.jdbc.url=%s
                    quarkus.datasource.report.username=%s
                    quarkus.datasource.report.password=%s
                    report.password-file=src/test/resources/htpasswd
                    report.operators=alice
                    report.host-silent-after=7d
                    """
                            .formatted(
                                    broker.bootstrapServers(),
                                    database.jdbcUrl(),
                                    database.username(),
                                    database.password()));
            new CountDownLatch(1).await();
        }
    }
}
