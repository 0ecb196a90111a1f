package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;

/// Orders that were carried out or refused; none is handled twice.
@ApplicationScoped
public class HandledOrders implements PanacheRepositoryBase<OrderRow, UUID> {

    /// True when an order was handled before.
    public boolean contains(UUID id) {
        return findByIdOptional(id).isPresent();
    }

    /// Takes note of what came of an order.
    public void add(OperatorOrder order, String outcome, String detail) {
        var row = new OrderRow();
        row.id = order.id();
        row.at = order.at();
        row.outcome = outcome;
        row.detail = Printable.of(detail, 512);
        row.content = StoreJson.write(order);
        row.written = Instant.now();
        persist(row);
    }

    /// The last orders, newest first.
    public Found<Handled> newest(Slice slice) {
        var items =
                findAll(Sort.descending("written", "id"))
                        .range(slice.offset(), slice.last())
                        .list();
        return new Found<>(items.stream().map(HandledOrders::handled).toList(), count());
    }

    /// Deletes what was written before an instant.
    public long forgetWrittenBefore(Instant written) {
        return delete("written < ?1", written);
    }

    private static Handled handled(OrderRow row) {
        return new Handled(
                StoreJson.read(row.content, OperatorOrder.class), row.outcome, row.detail);
    }

    /// An order and what came of it.
    ///
    /// @param outcome `done`, `refused` or `nothing`
    public record Handled(OperatorOrder order, String outcome, String detail) {}
}
