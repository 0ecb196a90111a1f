package org.popauth.report.offender;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.popauth.report.ReportClock;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Slice;
import org.popauth.report.store.Sql;

/// The clients that offended, counted from the events that the read model still has.
@ApplicationScoped
class Offenders {

    static final String KIND = "kind";
    static final String WITHIN = "within";

    private static final String GROUPED =
            "select e.client, e.net, sum(e.attempts) as offences, array_agg(distinct e.what order"
                    + " by e.what) as kinds, count(distinct e.host) as hosts, min(e.at) as first_at,"
                    + " max(e.at) as last_at, array(select s.measure from report.standing s where"
                    + " s.client = e.client and not s.withdrawn and not s.simulated and s.until_at > ?"
                    + " and s.measure <> 'RELAY' order by s.measure) as standing from"
                    + " report.mail_event e where e.type in ('offence', 'login-failed')";

    private final Lists lists;
    private final ReportClock clock;

    Offenders(Lists lists, ReportClock clock) {
        this.lists = lists;
        this.clock = clock;
    }

    Slice<OffenderRow> matching(List<Column> columns, ListQuery query) {
        var sql = Sql.of(GROUPED, clock.now());
        if (!query.filter(KIND).isEmpty()) {
            sql.add("and e.what = ?", query.filter(KIND));
        }
        var age = age(query.filter(WITHIN));
        if (!age.isZero()) {
            sql.add("and e.at > ?", clock.now().minus(age));
        }
        if (!query.q().isEmpty()) {
            sql.add(found(query));
        }
        return lists.slice(sql.add("group by e.client, e.net"), columns, query, OffenderRow::of);
    }

    private static Duration age(String within) {
        return switch (within) {
            case "hour" -> Duration.ofHours(1);
            case "day" -> Duration.ofDays(1);
            default -> Duration.ZERO;
        };
    }

    private static Sql found(ListQuery query) {
        return query.network()
                .map(net -> Sql.of("and e.net && cast(? as inet)", net.toString()))
                .orElseGet(
                        () -> {
                            var pattern = Sql.anywhere(query.q());
                            return Sql.of(
                                    "and (e.client ilike ? or e.user_name ilike ? or e.host ilike"
                                            + " ? or e.sender ilike ? or e.recipient ilike ?)",
                                    pattern,
                                    pattern,
                                    pattern,
                                    pattern,
                                    pattern);
                        });
    }
}
