package org.popauth.report.client;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.popauth.report.store.Row;

/// What a mail host did about a decision.
///
/// @param delay from the log line to the effect; empty when it was not measured
record EnforcementRow(
        Instant at,
        String host,
        String measure,
        String client,
        String outcome,
        String backend,
        String delay,
        String detail) {

    static EnforcementRow of(Row row) throws SQLException {
        var delay = row.fraction("delay_ms");
        return new EnforcementRow(
                row.instant("at"),
                row.text("host"),
                row.text("measure"),
                row.text("client"),
                row.text("outcome").toLowerCase(Locale.ROOT),
                row.text("backend"),
                delay == null ? "" : String.format(Locale.ROOT, "%.1f ms", delay),
                row.text("detail"));
    }
}
