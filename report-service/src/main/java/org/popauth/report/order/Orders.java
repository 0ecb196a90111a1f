package org.popauth.report.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Topics;
import org.popauth.report.broker.NotSent;
import org.popauth.report.broker.Sender;
import org.popauth.report.readmodel.ProjectOrders;
import org.popauth.report.store.Sql;
import org.popauth.report.store.Store;

/// Sends orders, never without their row in the audit.
@ApplicationScoped
class Orders {

    private final Store store;
    private final Sender sender;
    private final MeterRegistry meters;

    Orders(Store store, Sender sender, MeterRegistry meters) {
        this.store = store;
        this.sender = sender;
        this.meters = meters;
    }

    /// Writes the order down, sends it, and notes that it was sent.
    ///
    /// @throws org.popauth.report.store.StoreUnavailable when it could not be written down; then it
    ///   was not sent
    /// @throws NotSent when the broker did not confirm it
    void give(OperatorOrder order) {
        store.write(List.of(ProjectOrders.ordered(order)));
        try {
            sender.send(
                    new ProducerRecord<>(
                            Topics.OPERATOR_ORDERS.name(),
                            order.key().getBytes(UTF_8),
                            Topics.OPERATOR_ORDERS.encode(order)));
        } catch (NotSent e) {
            meters.counter("popauth_report_orders", "outcome", "not-sent").increment();
            store.execute(
                    Sql.of(
                            "update report.operator_order set state = 'failed', problem = 'the"
                                    + " broker did not confirm it' where id = ? and state = 'ordered'",
                            order.id()));
            throw e;
        }
        meters.counter("popauth_report_orders", "outcome", "sent").increment();
        Log.infof(
                "order sent type=%s target=%s by=%s",
                order.getClass().getSimpleName(), order.key(), order.by());
        store.execute(
                Sql.of(
                        "update report.operator_order set state = 'published' where id = ? and"
                                + " state = 'ordered'",
                        order.id()));
    }
}
