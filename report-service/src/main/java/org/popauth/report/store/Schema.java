package org.popauth.report.store;

import io.quarkus.flyway.FlywayDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The tables of the read model.
@ApplicationScoped
public class Schema {

    private final Flyway flyway;

    Schema(@FlywayDataSource("report") Flyway flyway) {
        this.flyway = flyway;
    }

    /// Creates the tables or brings them up to date; may be repeated without harm.
    ///
    /// @throws StoreUnavailable when the database is away
    public void prepare() {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreUnavailable(e);
        }
    }
}
