package org.popauth.report.host;

import java.sql.SQLException;
import org.popauth.report.store.Row;

/// One measure on one mail host, as of its last report.
public record MeasureRow(
        String host, String measure, long wanted, long present, long missing, long extra) {

    static MeasureRow of(Row row) throws SQLException {
        return new MeasureRow(
                row.text("host"),
                row.text("measure"),
                row.number("wanted"),
                row.number("present"),
                row.number("missing"),
                row.number("extra"));
    }
}
