package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Network;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;

/// Networks that operators allowed: never rejected or dropped.
@ApplicationScoped
public class AllowList implements PanacheRepositoryBase<AllowedRow, String> {

    /// Adds or replaces an entry.
    public void put(OperatorOrder.Allow order) {
        var row = findById(order.network().toString());
        boolean isNew = row == null;
        if (row == null) {
            row = new AllowedRow();
            row.network = order.network().toString();
        }
        row.until = order.until();
        row.at = order.at();
        row.by = Printable.of(order.by(), 64);
        row.reason = Printable.of(order.reason(), OperatorOrder.REASON_CHARS_MAX);
        if (isNew) {
            persist(row);
        }
    }

    /// Removes an entry; false when there is none.
    public boolean remove(Network network) {
        return deleteById(network.toString());
    }

    /// All entries.
    public List<Entry> entries() {
        return listAll(Sort.by("network")).stream()
                .map(
                        row ->
                                new Entry(
                                        Network.parse(row.network),
                                        row.until,
                                        row.at,
                                        row.by,
                                        row.reason))
                .toList();
    }

    /// An entry of the allow-list.
    public record Entry(
            Network network, @Nullable Instant until, Instant at, String by, String reason) {}
}
