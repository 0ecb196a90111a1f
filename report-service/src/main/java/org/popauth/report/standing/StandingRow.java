package org.popauth.report.standing;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.popauth.report.page.ListQuery;
import org.popauth.report.store.Row;

/// A measure that stands for a client.
///
/// @param measure RELAY, REJECT or DROP
/// @param client for whom
/// @param since when it began to hold; it may have been decided anew since then
/// @param until when it ends by itself
/// @param rule the rule that led to it
/// @param reason why, in words
/// @param reply what Postfix answers; empty for none
/// @param user who logged in, for RELAY
/// @param by who decided
/// @param simulated shown only, never enforced
/// @param liftOrderedBy who ordered its end since; empty for nobody
/// @param causes ids of the events that led to it
public record StandingRow(
        String measure,
        String client,
        Instant since,
        Instant until,
        String rule,
        String reason,
        String reply,
        String user,
        String by,
        boolean simulated,
        String liftOrderedBy,
        List<String> causes) {

    static StandingRow of(Row row) throws SQLException {
        return new StandingRow(
                row.text("measure"),
                row.text("client"),
                row.instant("from_at"),
                row.instant("until_at"),
                row.text("rule"),
                row.text("reason"),
                row.text("reply"),
                row.text("user_name"),
                row.text("by_name"),
                row.flag("simulated"),
                row.text("lift_by"),
                row.texts("causes"));
    }

    /// The client as part of a link.
    public String clientParameter() {
        return ListQuery.encoded(client);
    }
}
