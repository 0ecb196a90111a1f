package org.popauth.report.overview;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.popauth.events.Measure;
import org.popauth.report.ReportClock;
import org.popauth.report.store.Row;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// How much of what: standing now, and in the last 24 hours.
@ApplicationScoped
class Counts {

    private static final Duration SHOWN = Duration.ofHours(23);

    private final Store store;
    private final ReportClock clock;

    Counts(Store store, ReportClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// How many clients each measure stands for.
    Map<Measure, Long> standing() {
        return store
                .list(
                        Sql.of(
                                "select measure, count(*) as n from report.standing where not"
                                        + " withdrawn and not simulated and until_at > ? group by"
                                        + " measure",
                                clock.now()),
                        row -> Map.entry(Measure.valueOf(row.text("measure")), row.number("n")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// How many events of each kind.
    List<KindCount> kinds() {
        return store.list(
                Sql.of(
                        "select what, count(*) as n from report.mail_event where at >= ? and at <="
                                + " ? group by what order by n desc, what",
                        from(),
                        clock.now()),
                row -> new KindCount(row.text("what"), row.number("n")));
    }

    /// How many log-ins and offences in each hour.
    HourBars hours() {
        var counts =
                store.list(
                        Sql.of(
                                "select date_trunc('hour', at, 'UTC') as hour, count(*) filter"
                                        + " (where type = 'login-succeeded') as logins, count(*)"
                                        + " filter (where type in ('offence', 'login-failed')) as"
                                        + " offences from report.mail_event where at >= ? and at"
                                        + " <= ? group by hour",
                                from(),
                                clock.now()),
                        Counts::hour);
        return HourBars.of(
                counts.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                clock.now());
    }

    private static Map.Entry<Instant, HourBars.Count> hour(Row row) throws SQLException {
        return Map.entry(
                row.instant("hour"),
                new HourBars.Count(row.number("logins"), row.number("offences")));
    }

    private Instant from() {
        return clock.now().truncatedTo(ChronoUnit.HOURS).minus(SHOWN);
    }

    /// How many events of a kind.
    record KindCount(String kind, long count) {}
}
