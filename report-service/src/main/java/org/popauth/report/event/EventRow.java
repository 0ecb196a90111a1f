package org.popauth.report.event;

import java.sql.SQLException;
import java.time.Instant;
import org.popauth.report.page.ListQuery;
import org.popauth.report.store.Row;

/// One mail event. Texts that the line did not say are empty.
///
/// @param what the kind of an offence, else the type of the event
public record EventRow(
        String id,
        Instant at,
        String what,
        String host,
        String client,
        String address,
        String program,
        String user,
        String service,
        String line) {

    static EventRow of(Row row) throws SQLException {
        return new EventRow(
                row.text("id"),
                row.instant("at"),
                row.text("what"),
                row.text("host"),
                row.text("client"),
                row.text("address"),
                row.text("program"),
                row.text("user_name"),
                row.text("service"),
                row.text("line"));
    }

    /// The client as part of a link.
    public String clientParameter() {
        return ListQuery.encoded(client);
    }
}
