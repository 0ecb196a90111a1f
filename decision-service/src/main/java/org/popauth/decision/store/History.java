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

    /// Adds what was decided about a client.
    public void append(Client stateOf, Decision decision) {
        var row = new HistoryRow();
        row.revision = decision.revision();
        row.client = stateOf.toString();
        row.network = decision.client().toString();
        row.simulated = decision.simulated();
        row.at = decision.at();
        row.decision = StoreJson.write(decision);
        row.written = Instant.now();
        persist(row);
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
}
