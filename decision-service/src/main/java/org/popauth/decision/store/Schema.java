package org.popauth.decision.store;

import io.quarkus.flyway.FlywayDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.Flyway;

/// The schema of the database, made or brought up to date at start.
@ApplicationScoped
public class Schema {

    private final Flyway flyway;
    private volatile boolean ready;

    Schema(@FlywayDataSource("decision") Flyway flyway) {
        this.flyway = flyway;
    }

    /// Waits for nothing: throws when the database is away.
    public void migrate() {
        flyway.migrate();
        ready = true;
    }

    /// True when the tables are there.
    public boolean isReady() {
        return ready;
    }
}
