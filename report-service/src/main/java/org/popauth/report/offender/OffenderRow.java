package org.popauth.report.offender;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.popauth.report.page.ListQuery;
import org.popauth.report.store.Row;

/// A client and what counts against it.
///
/// @param offences how many
/// @param kinds of which kinds
/// @param hosts seen on how many mail hosts
/// @param first when it was seen first
/// @param last when it was seen last
/// @param standing the measures that stand for it now
public record OffenderRow(
        String client,
        long offences,
        List<String> kinds,
        long hosts,
        Instant first,
        Instant last,
        List<String> standing) {

    static OffenderRow of(Row row) throws SQLException {
        return new OffenderRow(
                row.text("client"),
                row.number("offences"),
                row.texts("kinds"),
                row.number("hosts"),
                row.instant("first_at"),
                row.instant("last_at"),
                row.texts("standing"));
    }

    /// The client as part of a link.
    public String clientParameter() {
        return ListQuery.encoded(client);
    }
}
