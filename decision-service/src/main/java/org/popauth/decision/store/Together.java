package org.popauth.decision.store;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;

/// Statements that go to the server together and run in their order: one round trip, whatever their
/// number. (PostgreSQL's driver sends statements that semicolons separate at once.)
final class Together {

    private final List<String> statements = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();

    void add(String statement) {
        statements.add(statement);
    }

    /// Adds a statement with one parameter: rows, as a JSON array.
    void add(String statement, List<?> rows) {
        statements.add(statement);
        parameters.add(StoreJson.write(rows));
    }

    void execute(EntityManager database) {
        read(database, results -> {});
    }

    void read(EntityManager database, Reading reading) {
        if (!statements.isEmpty()) {
            database.unwrap(Session.class).doWork(sql -> run(sql, reading));
        }
    }

    private void run(Connection sql, Reading reading) throws SQLException {
        try (var statement = sql.prepareStatement(String.join(";\n", statements))) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            statement.execute();
            reading.read(new Results(statement));
        }
    }

    /// Reads what came back.
    @FunctionalInterface
    interface Reading {
        void read(Results results) throws SQLException;
    }

    /// What the queries among the statements gave, one after the other.
    static final class Results {
        private final PreparedStatement statement;

        private Results(PreparedStatement statement) {
            this.statement = statement;
        }

        /// Reads the rows of the next query.
        void next(Row row) throws SQLException {
            var rows = statement.getResultSet();
            while (rows == null && statement.getUpdateCount() != -1) {
                statement.getMoreResults();
                rows = statement.getResultSet();
            }
            while (rows != null && rows.next()) {
                row.read(rows);
            }
            statement.getMoreResults();
        }
    }

    /// Reads one row.
    @FunctionalInterface
    interface Row {
        void read(ResultSet row) throws SQLException;
    }
}
