package org.popauth.report.readmodel;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Measure;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;

/// The audit's row of an order.
///
/// It is written before the order is sent, and again when the order is read from its topic, so
/// orders that were given elsewhere are in the audit too.
public final class ProjectOrders {

    private static final String INSERT =
            "insert into report.operator_order (id, type, at, by_name, reason, target, measure,"
                    + " duration_s, until_at, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPSERT =
            INSERT + " on conflict (id) do update set state = 'published', problem = null";
    private static final int NAME_CHARS_MAX = 255;

    private ProjectOrders() {}

    /// The row of an order that is about to be sent.
    public static Write ordered(OperatorOrder order) {
        return write(INSERT, order, "ordered");
    }

    /// The row of an order that is on its topic.
    public static Write published(OperatorOrder order) {
        return write(UPSERT, order, "published");
    }

    private static Write write(String sql, OperatorOrder order, String state) {
        return switch (order) {
            case OperatorOrder.Ban ban ->
                    write(sql, order, "ban", ban.measure(), ban.duration(), null, state);
            case OperatorOrder.Lift lift ->
                    write(sql, order, "lift", lift.measure(), null, null, state);
            case OperatorOrder.Allow allow ->
                    write(sql, order, "allow", null, null, allow.until(), state);
            case OperatorOrder.Disallow _ -> write(sql, order, "disallow", null, null, null, state);
        };
    }

    private static Write write(
            String sql,
            OperatorOrder order,
            String type,
            @Nullable Measure measure,
            @Nullable Duration duration,
            @Nullable Instant until,
            String state) {
        return Write.of(
                "operator_order",
                sql,
                order.id(),
                type,
                order.at(),
                Printable.of(order.by(), NAME_CHARS_MAX),
                Printable.of(order.reason(), OperatorOrder.REASON_CHARS_MAX),
                order.key(),
                measure == null ? null : measure.name(),
                duration == null ? null : duration.toSeconds(),
                until,
                state);
    }
}
