package org.popauth.report.store;

import java.io.Serial;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;

/// The database did not do what was asked of it.
public final class StoreUnavailable extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final String state;

    StoreUnavailable(SQLException cause) {
        super("database of report-service: " + firstLine(cause), cause);
        state = cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    StoreUnavailable(FlywayException cause) {
        super("the tables of report-service cannot be prepared: " + lastLine(cause), cause);
        state = "";
    }

    /// Flyway puts a title before what happened.
    private static String lastLine(FlywayException cause) {
        var message = String.valueOf(cause.getMessage());
        return message.lines()
                .filter(line -> line.startsWith("Message"))
                .findFirst()
                .or(() -> message.lines().findFirst())
                .orElse("unknown failure");
    }

    private static String firstLine(SQLException cause) {
        var message = cause.getMessage() == null ? cause.getSQLState() : cause.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("unknown failure");
    }

    /// True when not the database but a value was at fault: asking again will not help.
    public boolean isBadData() {
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }
}
