package org.popauth.report.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popauth.report.readmodel.Write;

/// The read model's database.
@ApplicationScoped
public class Store {

    private final AgroalDataSource source;

    Store(@DataSource("report") AgroalDataSource source) {
        this.source = source;
    }

    /// All rows of a query.
    ///
    /// @throws StoreUnavailable when the database fails
    public <T> List<T> list(Sql sql, Row.Reader<T> reader) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql.text())) {
            bind(statement, sql.values());
            try (var result = statement.executeQuery()) {
                var rows = new ArrayList<T>();
                var row = new Row(result);
                while (result.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new StoreUnavailable(e);
        }
    }

    /// The first row of a query.
    ///
    /// @throws StoreUnavailable when the database fails
    public <T> Optional<T> first(Sql sql, Row.Reader<T> reader) {
        return list(sql, reader).stream().findFirst();
    }

    /// How many rows a query gives.
    ///
    /// @throws StoreUnavailable when the database fails
    public long count(Sql sql) {
        var counting = Sql.of("select count(*) as n from (").add(sql).add(") counted");
        return first(counting, row -> row.number("n")).orElse(0L);
    }

    /// Executes one statement that changes rows, and says how many.
    ///
    /// @throws StoreUnavailable when the database fails
    public int execute(Sql sql) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql.text())) {
            bind(statement, sql.values());
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreUnavailable(e);
        }
    }

    /// Makes all changes in one transaction, or none. It does not wait for the disk: all rows come
    /// from topics, and what a crash of the database takes away is read from there again.
    ///
    /// @throws StoreUnavailable when the database fails
    public void write(Collection<Write> writes) {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                waitForNoDisk(connection);
                for (var ofTable : byTable(writes).values()) {
                    writeInOrder(connection, ofTable);
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreUnavailable(e);
        }
    }

    private static void waitForNoDisk(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local synchronous_commit to off");
        }
    }

    private static Map<String, List<Write>> byTable(Collection<Write> writes) {
        var byTable = new LinkedHashMap<String, List<Write>>();
        for (var write : writes) {
            byTable.computeIfAbsent(write.table(), table -> new ArrayList<>()).add(write);
        }
        return byTable;
    }

    /// Runs of the same statement travel together.
    private static void writeInOrder(Connection connection, List<Write> writes)
            throws SQLException {
        int at = 0;
        while (at < writes.size()) {
            var sql = writes.get(at).sql();
            try (var statement = connection.prepareStatement(sql)) {
                while (at < writes.size() && writes.get(at).sql().equals(sql)) {
                    bind(statement, writes.get(at++).values());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> values)
            throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            try {
                bind(statement, i + 1, values.get(i));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new SQLDataException(
                        "no value for a database: " + e.getMessage(), "22000", e);
            }
        }
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setObject(at, null);
            case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
            case List<?> texts ->
                    statement.setArray(
                            at, statement.getConnection().createArrayOf("text", texts.toArray()));
            case Enum<?> constant -> statement.setString(at, constant.toString());
            default -> statement.setObject(at, value);
        }
    }
}
