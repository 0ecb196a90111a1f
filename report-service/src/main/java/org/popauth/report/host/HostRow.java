package org.popauth.report.host;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.popauth.report.store.Row;

/// A mail host as of its last report.
///
/// @param silent whether its last report is older than it should be
/// @param wanted entries that must hold, over all measures
/// @param present those of them that do
/// @param lag how old the oldest decision is that it has not yet applied
/// @param delay median time from log line to effect over the last day; empty when none was measured
public record HostRow(
        String host,
        Instant reportedAt,
        boolean silent,
        String backend,
        long wanted,
        long present,
        long missing,
        long extra,
        String lag,
        String delay,
        List<String> problems) {

    static HostRow of(Row row, Instant now, Duration silentAfter) throws SQLException {
        var reportedAt = row.instant("at");
        return new HostRow(
                row.text("host"),
                reportedAt,
                reportedAt.plus(silentAfter).isBefore(now),
                row.text("backend"),
                row.number("wanted"),
                row.number("present"),
                row.number("missing"),
                row.number("extra"),
                millis(row.fraction("lag_ms")),
                millis(row.fraction("delay_ms")),
                row.texts("problems"));
    }

    private static String millis(@Nullable Double millis) {
        if (millis == null) {
            return "";
        }
        return millis < 1000
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }

    /// Which share of what must hold does hold, in percent, never rounded up to 100.
    public String ratio() {
        if (wanted == 0) {
            return "100 %";
        }
        return Math.floorDiv(present * 1000, wanted) / 10.0 + " %";
    }

    /// In one word: `ok`, `silent` or `problem`.
    public String health() {
        if (silent) {
            return "silent";
        }
        return problems.isEmpty() && missing == 0 ? "ok" : "problem";
    }
}
