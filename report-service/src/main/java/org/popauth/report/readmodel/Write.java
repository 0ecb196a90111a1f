package org.popauth.report.readmodel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One change of one row, as a value: what a projection makes of a record.
///
/// @param table whose changes are made in order; those of different tables are independent
/// @param sql with `?` for the values
/// @param values strings, numbers, booleans, instants, UUIDs, lists of strings, or null
public record Write(String table, String sql, List<@Nullable Object> values) {

    /// A change of a row of a table.
    public static Write of(String table, String sql, @Nullable Object... values) {
        var copy = new ArrayList<@Nullable Object>(values.length);
        Collections.addAll(copy, values);
        return new Write(table, sql, Collections.unmodifiableList(copy));
    }
}
