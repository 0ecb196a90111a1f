package org.popauth.report.order;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.popauth.report.page.ListQuery;
import org.popauth.report.store.Row;

/// An order, and what is known to have come of it.
///
/// @param type `ban`, `lift`, `allow` or `disallow`
/// @param target the client or network
/// @param measure REJECT or DROP; empty for both or none
/// @param lasts how long it is to hold; empty when it does not say
/// @param outcome in words
public record AuditRow(
        Instant at,
        String by,
        String type,
        String target,
        String measure,
        String lasts,
        String reason,
        String outcome) {

    /// So long a decision may take before the page says that none came.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static AuditRow of(Row row, Instant now) throws SQLException {
        return new AuditRow(
                row.instant("at"),
                row.text("by_name"),
                row.text("type"),
                row.text("target"),
                row.text("measure"),
                lasts(row.number("duration_s"), row.maybeInstant("until_at")),
                row.text("reason"),
                outcome(row, now));
    }

    private static String lasts(long seconds, @Nullable Instant until) {
        if (until != null) {
            return "until " + until;
        }
        if (seconds == 0) {
            return "";
        }
        var text = Duration.ofSeconds(seconds).toString().substring("PT".length());
        return "for " + text.toLowerCase(Locale.ROOT);
    }

    private static String outcome(Row row, Instant now) throws SQLException {
        var decision = row.text("decision");
        if (!decision.isEmpty()) {
            return decision;
        }
        return switch (row.text("state")) {
            case "failed" -> "not sent: " + row.text("problem");
            case "ordered" -> "being sent";
            default -> withoutDecision(row, now);
        };
    }

    private static String withoutDecision(Row row, Instant now) throws SQLException {
        if (row.text("type").equals("disallow")) {
            return "sent";
        }
        boolean late = row.instant("at").plus(PATIENCE).isBefore(now);
        return late ? "sent; no decision followed" : "sent; waiting for the decision";
    }

    /// The target as part of a link.
    public String targetParameter() {
        return ListQuery.encoded(target);
    }

    /// True when the target has a page of its own.
    public boolean isAboutClient() {
        return !target.contains("/") || target.contains(":");
    }
}
