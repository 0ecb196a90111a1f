package org.popauth.report.order;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.popauth.events.Network;
import org.popauth.report.ReportClock;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Slice;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// Every order that was given, here or elsewhere, with the decision that followed it.
@ApplicationScoped
public class Audit {

    private static final String SELECT =
            "select o.id, o.at, o.by_name, o.type, o.target, o.net, o.measure, o.duration_s,"
                    + " o.until_at, o.reason, o.state, o.problem, (select d.measure || ' of ' ||"
                    + " d.client || ' ' || d.type from report.decision d where d.by_name <> 'popauth'"
                    + " and d.at >= o.at - interval '1 second' and d.net && o.net and ((o.type = 'ban'"
                    + " and d.type = 'made' and d.measure = o.measure) or (o.type in ('lift', 'allow')"
                    + " and d.type = 'withdrawn' and (o.measure is null or d.measure = o.measure)))"
                    + " order by d.at, d.revision limit 1) as decision from report.operator_order o"
                    + " where true";
    private static final int OF_CLIENT_MAX = 50;

    private final Store store;
    private final Lists lists;
    private final ReportClock clock;

    Audit(Store store, Lists lists, ReportClock clock) {
        this.store = store;
        this.lists = lists;
        this.clock = clock;
    }

    Slice<AuditRow> matching(List<Column> columns, ListQuery query) {
        var sql = Sql.of(SELECT);
        if (!query.q().isEmpty()) {
            sql.add(found(query));
        }
        var now = clock.now();
        return lists.slice(sql, columns, query, row -> AuditRow.of(row, now));
    }

    private static Sql found(ListQuery query) {
        return query.network()
                .map(net -> Sql.of("and o.net && cast(? as inet)", net.toString()))
                .orElseGet(
                        () -> {
                            var pattern = Sql.anywhere(query.q());
                            return Sql.of(
                                    "and (o.target ilike ? or o.by_name ilike ? or o.reason ilike"
                                            + " ? or o.type ilike ?)",
                                    pattern,
                                    pattern,
                                    pattern,
                                    pattern);
                        });
    }

    /// The last orders about any part of a network, newest first.
    public List<AuditRow> about(Network network) {
        var now = clock.now();
        return store.list(
                Sql.of(SELECT)
                        .add("and o.net && cast(? as inet)", network.toString())
                        .add("order by o.at desc limit ?", OF_CLIENT_MAX),
                row -> AuditRow.of(row, now));
    }

    /// The networks around a client that are on the allow-list by order, and not off it again.
    public List<String> allowedAround(Network network) {
        return store.list(
                Sql.of(
                        "select o.target from report.operator_order o where o.type = 'allow' and"
                                + " o.state <> 'failed' and (o.until_at is null or o.until_at > ?) and"
                                + " o.net && cast(? as inet) and not exists (select 1 from"
                                + " report.operator_order x where x.type = 'disallow' and x.target ="
                                + " o.target and x.at >= o.at and x.state <> 'failed') group by"
                                + " o.target order by o.target limit ?",
                        clock.now(),
                        network.toString(),
                        OF_CLIENT_MAX),
                row -> row.text("target"));
    }
}
