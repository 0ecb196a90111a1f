package org.popauth.report.standing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.popauth.events.Measure;
import org.popauth.events.Network;
import org.popauth.report.ReportClock;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Slice;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// What stands: not withdrawn, and not over yet.
@ApplicationScoped
public class Standings {

    /// The filter that shows simulated decisions too.
    public static final String SIMULATED = "simulated";

    private static final String SELECT =
            "select s.client, s.net, s.measure, s.from_at, s.until_at, s.rule, s.reason, s.reply,"
                    + " s.user_name, s.by_name, s.simulated, s.causes, (select o.by_name from"
                    + " report.operator_order o where o.at >= s.at and o.state <> 'failed' and"
                    + " s.measure <> 'RELAY' and ((o.type = 'lift' and o.net && s.net and"
                    + " (o.measure is null or o.measure = s.measure)) or (o.type = 'allow' and s.net"
                    + " <<= o.net)) order by o.at desc limit 1) as lift_by from report.standing s"
                    + " where not s.withdrawn and s.until_at > ?";
    private static final int OF_CLIENT_MAX = 100;

    private final Store store;
    private final Lists lists;
    private final ReportClock clock;

    Standings(Store store, Lists lists, ReportClock clock) {
        this.store = store;
        this.lists = lists;
        this.clock = clock;
    }

    /// What stands of one measure, as a list asks for it.
    public Slice<StandingRow> of(Measure measure, List<Column> columns, ListQuery query) {
        var sql = Sql.of(SELECT, clock.now()).add("and s.measure = ?", measure.name());
        if (query.filter(SIMULATED).isEmpty()) {
            sql.add("and not s.simulated");
        }
        if (!query.q().isEmpty()) {
            sql.add(found(query));
        }
        return lists.slice(sql, columns, query, StandingRow::of);
    }

    private static Sql found(ListQuery query) {
        return query.network()
                .map(net -> Sql.of("and s.net && cast(? as inet)", net.toString()))
                .orElseGet(
                        () -> {
                            var pattern = Sql.anywhere(query.q());
                            return Sql.of(
                                    "and (s.client ilike ? or s.reason ilike ? or s.rule ilike ?"
                                            + " or s.user_name ilike ? or s.by_name ilike ?)",
                                    pattern,
                                    pattern,
                                    pattern,
                                    pattern,
                                    pattern);
                        });
    }

    /// What stands for any part of a network.
    public List<StandingRow> of(Network network) {
        return store.list(
                Sql.of(SELECT, clock.now())
                        .add("and s.net && cast(? as inet)", network.toString())
                        .add("order by s.measure, s.net limit ?", OF_CLIENT_MAX),
                StandingRow::of);
    }
}
