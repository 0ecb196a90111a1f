package org.popauth.report.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a result, read by column names. Instants are cut to seconds: they are for people.
public final class Row {

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    /// Text; empty for null.
    public String text(String column) throws SQLException {
        var text = result.getString(column);
        return text == null ? "" : text;
    }

    /// A whole number; 0 for null.
    public long number(String column) throws SQLException {
        return result.getLong(column);
    }

    /// A fraction; null for null.
    public @Nullable Double fraction(String column) throws SQLException {
        double value = result.getDouble(column);
        return result.wasNull() ? null : value;
    }

    /// True or false; false for null.
    public boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    /// A time that is never null.
    public Instant instant(String column) throws SQLException {
        var instant = maybeInstant(column);
        if (instant == null) {
            throw new SQLException("column " + column + " is null");
        }
        return instant;
    }

    /// A time, or null.
    public @Nullable Instant maybeInstant(String column) throws SQLException {
        var at = result.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /// The texts of an array.
    public List<String> texts(String column) throws SQLException {
        var array = result.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /// Makes a value from a row.
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }
}
