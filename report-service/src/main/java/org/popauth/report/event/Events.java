package org.popauth.report.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.popauth.events.Network;
import org.popauth.report.page.Column;
import org.popauth.report.page.ListQuery;
import org.popauth.report.page.Lists;
import org.popauth.report.page.Slice;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// The mail events that the read model still has.
@ApplicationScoped
public class Events {

    private static final String SELECT =
            "select id, at, what, host, client, net, address, program, user_name, service, line"
                    + " from report.mail_event where true";
    private static final int LATEST_MAX = 50;
    private static final int CAUSES_MAX = 200;

    private final Store store;
    private final Lists lists;

    Events(Store store, Lists lists) {
        this.store = store;
        this.lists = lists;
    }

    /// The latest log-ins in which the searched text occurs.
    public List<EventRow> logIns(ListQuery query) {
        var sql = Sql.of(SELECT).add("and type = 'login-succeeded'");
        if (!query.q().isEmpty()) {
            sql.add(found(query));
        }
        return store.list(sql.add("order by at desc, id desc limit ?", LATEST_MAX), EventRow::of);
    }

    private static Sql found(ListQuery query) {
        return query.network()
                .map(net -> Sql.of("and net && cast(? as inet)", net.toString()))
                .orElseGet(
                        () -> {
                            var pattern = Sql.anywhere(query.q());
                            return Sql.of(
                                    "and (client ilike ? or user_name ilike ? or host ilike ?)",
                                    pattern,
                                    pattern,
                                    pattern);
                        });
    }

    /// What clients of a network did, as a list asks for it.
    public Slice<EventRow> of(Network network, List<Column> columns, ListQuery query) {
        return lists.slice(
                Sql.of(SELECT).add("and net <<= cast(? as inet)", network.toString()),
                columns,
                query,
                EventRow::of);
    }

    /// The events with these ids, oldest first.
    public List<EventRow> withIds(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return store.list(
                Sql.of(SELECT).add("and id = any(?) order by at, id limit ?", ids, CAUSES_MAX),
                EventRow::of);
    }
}
