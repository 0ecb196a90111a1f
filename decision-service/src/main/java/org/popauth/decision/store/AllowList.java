package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Network;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;

/// Networks that operators allowed: never rejected or dropped.
@ApplicationScoped
public class AllowList implements PanacheRepositoryBase<AllowedRow, String> {

    private static final String READ =
            """
            select network, valid_until, at, by_whom, reason from decision.allowed_network
            order by network""";

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

    static void read(Together together) {
        together.add(READ);
    }

    static Entry entry(ResultSet row) throws SQLException {
        var until = row.getObject(2, OffsetDateTime.class);
        return new Entry(
                Network.parse(row.getString(1)),
                until == null ? null : until.toInstant(),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getString(5));
    }

    /// An entry of the allow-list.
    public record Entry(
            Network network, @Nullable Instant until, Instant at, String by, String reason) {}
}
