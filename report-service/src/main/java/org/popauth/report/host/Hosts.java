package org.popauth.report.host;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.popauth.report.ReportClock;
import org.popauth.report.ReportConfig;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Slice;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// The mail hosts that have reported.
@ApplicationScoped
public class Hosts {

    private static final String SELECT =
            "select h.host, h.at, h.backend, h.lag_ms, h.problems, coalesce(m.wanted, 0) as wanted,"
                    + " coalesce(m.present, 0) as present, coalesce(m.missing, 0) as missing,"
                    + " coalesce(m.extra, 0) as extra, (select percentile_cont(0.5) within group"
                    + " (order by e.delay_ms) from report.enforcement e where e.host = h.host and e.at"
                    + " > ? and e.outcome = 'APPLIED') as delay_ms from report.host_state h left join"
                    + " (select host, at, sum(wanted) as wanted, sum(present) as present, sum(missing)"
                    + " as missing, sum(extra) as extra from report.host_measure group by host, at) m"
                    + " on m.host = h.host and m.at = h.at where true";
    private static final int SHOWN_MAX = 1000;

    private final Store store;
    private final Lists lists;
    private final ReportClock clock;
    private final Duration silentAfter;

    Hosts(Store store, Lists lists, ReportClock clock, ReportConfig config) {
        this.store = store;
        this.lists = lists;
        this.clock = clock;
        this.silentAfter = config.hostSilentAfter();
    }

    /// All mail hosts by name.
    public List<HostRow> all() {
        var now = clock.now();
        return store.list(
                select().add("order by h.host limit ?", SHOWN_MAX),
                row -> HostRow.of(row, now, silentAfter));
    }

    Slice<HostRow> matching(List<Column> columns, ListQuery query) {
        var sql = select();
        if (!query.q().isEmpty()) {
            var pattern = Sql.anywhere(query.q());
            sql.add(
                    "and (h.host ilike ? or h.backend ilike ? or array_to_string(h.problems, ' ')"
                            + " ilike ?)",
                    pattern,
                    pattern,
                    pattern);
        }
        var now = clock.now();
        return lists.slice(sql, columns, query, row -> HostRow.of(row, now, silentAfter));
    }

    List<MeasureRow> measures(List<HostRow> hosts) {
        return store.list(
                Sql.of(
                        "select m.* from report.host_measure m join report.host_state h on h.host ="
                                + " m.host and h.at = m.at where m.host = any(?) order by m.host,"
                                + " m.measure",
                        hosts.stream().map(HostRow::host).toList()),
                MeasureRow::of);
    }

    private Sql select() {
        return Sql.of(SELECT, clock.now().minus(Duration.ofDays(1)));
    }
}
