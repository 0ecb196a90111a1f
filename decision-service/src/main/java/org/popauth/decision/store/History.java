package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.popauth.events.Client;
import org.popauth.events.Decision;

/// Every decision of the last weeks.
@ApplicationScoped
public class History implements PanacheRepositoryBase<HistoryRow, Long> {

    private static final String APPEND =
            """
            insert into decision.decision_history
                (revision, client, network, simulated, at, decision, written)
            select revision, client, network::inet, simulated, at, decision, written
            from json_to_recordset(?::json) as made (revision bigint, client text, network text,
                simulated boolean, at timestamptz, decision text, written timestamptz)""";

    /// Adds what was decided about a client.
    public void append(Writes writes, Client stateOf, Decision decision) {
        writes.add(
                APPEND,
                new Made(
                        decision.revision(),
                        stateOf.toString(),
                        decision.client().toString(),
                        decision.simulated(),
                        decision.at(),
                        StoreJson.write(decision),
                        Instant.now()));
    }

    /// The last decisions about a client, newest first.
    public List<Decision> of(Client stateOf, int limit) {
        return find("client", Sort.descending("revision"), stateOf.toString())
                .page(Page.ofSize(limit))
                .list()
                .stream()
                .map(History::decision)
                .toList();
    }

    /// Decisions made since an instant, oldest first.
    public Found<Decision> since(Instant at, Slice slice) {
        var query = find("at >= ?1", Sort.by("revision"), at);
        var items = query.range(slice.offset(), slice.last()).list();
        return new Found<>(items.stream().map(History::decision).toList(), count("at >= ?1", at));
    }

    /// Deletes what was written before an instant.
    public long forgetWrittenBefore(Instant written) {
        return delete("written < ?1", written);
    }

    private static Decision decision(HistoryRow row) {
        return StoreJson.read(row.decision, Decision.class);
    }

    private record Made(
            long revision,
            String client,
            String network,
            boolean simulated,
            Instant at,
            String decision,
            Instant written) {}
}
