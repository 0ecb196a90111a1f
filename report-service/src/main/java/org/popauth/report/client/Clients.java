package org.popauth.report.client;

import jakarta.enterprise.context.ApplicationScoped;
import org.popauth.events.Client;
import org.popauth.report.decision.Decisions;
import org.popauth.report.event.Events;
import org.popauth.report.order.Audit;
import org.popauth.report.standing.Standings;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// Brings together what is known about a client.
@ApplicationScoped
class Clients {

    private static final int DECISIONS_MAX = 50;
    private static final int ENFORCEMENTS_MAX = 100;

    private final Standings standings;
    private final Events events;
    private final Decisions decisions;
    private final Audit audit;
    private final Store store;

    Clients(Standings standings, Events events, Decisions decisions, Audit audit, Store store) {
        this.standings = standings;
        this.events = events;
        this.decisions = decisions;
        this.audit = audit;
        this.store = store;
    }

    ClientView view(Client client) {
        var network = client.network();
        var standing =
                standings.of(network).stream()
                        .map(row -> new ClientView.Explained(row, events.withIds(row.causes())))
                        .toList();
        var enforcements =
                store.list(
                        Sql.of(
                                "select at, host, measure, client, outcome, backend, delay_ms,"
                                        + " detail from report.enforcement where net &&"
                                        + " cast(? as inet) order by at desc limit ?",
                                network.toString(),
                                ENFORCEMENTS_MAX),
                        EnforcementRow::of);
        return new ClientView(
                client.toString(),
                standing,
                audit.allowedAround(network),
                decisions.latest(network, DECISIONS_MAX),
                enforcements,
                audit.about(network));
    }
}
