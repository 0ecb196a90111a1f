package org.popauth.report.decision;

import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.popauth.report.page.ListQuery;
import org.popauth.report.store.Row;

/// One decision.
///
/// @param type `made` or `withdrawn`
/// @param until when it ends by itself; null for a withdrawn one
/// @param addressesSeen how many addresses of a network it names, which is all that changes when
///   one more was seen; 0 for a client that is one address
public record DecisionRow(
        Instant at,
        String type,
        String measure,
        String client,
        @Nullable Instant until,
        String rule,
        String reason,
        long addressesSeen,
        String by,
        boolean simulated) {

    static DecisionRow of(Row row) throws SQLException {
        return new DecisionRow(
                row.instant("at"),
                row.text("type"),
                row.text("measure"),
                row.text("client"),
                row.maybeInstant("until_at"),
                row.text("rule"),
                row.text("reason"),
                row.number("addresses_seen"),
                row.text("by_name"),
                row.flag("simulated"));
    }

    /// The client as part of a link.
    public String clientParameter() {
        return ListQuery.encoded(client);
    }
}
