package org.popauth.decision.intake;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.popauth.decision.store.RoundTrips;
import org.popauth.events.Decision;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;
import org.popauth.events.Topics;

/// Handles a batch in one transaction. A record that makes it fail is found by halving and sent to
/// dead letters; a broken dependency is for the caller to wait for.
@ApplicationScoped
class HandleBatch {

    private final DecideOnMailEvents events;
    private final CarryOutOrders orders;
    private final Bookkeeping books;
    private final RoundTrips trips;

    HandleBatch(
            DecideOnMailEvents events, CarryOutOrders orders, Bookkeeping books, RoundTrips trips) {
        this.events = events;
        this.orders = orders;
        this.books = books;
        this.trips = trips;
    }

    /// Handles records, telling of each part that is in the database.
    void handle(
            List<ConsumerRecord<byte[], byte[]>> records,
            TopicReader reader,
            Consumer<Batch> committed) {
        var batch = reader.batch(records);
        if (batch.records().isEmpty()) {
            return;
        }
        try {
            commit(batch, handlerOf(batch));
        } catch (Superseded e) {
            throw e;
        } catch (RuntimeException e) {
            if (!Faults.isOfTheRecord(e)) {
                throw e;
            }
            isolate(batch, reader, committed, e);
            return;
        }
        committed.accept(batch);
    }

    private Handler handlerOf(Batch batch) {
        boolean ordered = batch.records().getFirst().topic().equals(Topics.OPERATOR_ORDERS.name());
        return ordered ? orders : events;
    }

    private void commit(Batch batch, Handler handler) {
        List<Decision> decided =
                QuarkusTransaction.requiringNew().call(() -> handler.handle(batch));
        decided.forEach(books::tell);
    }

    private void isolate(
            Batch batch, TopicReader reader, Consumer<Batch> committed, RuntimeException fault) {
        var records = batch.records();
        if (records.size() > 1) {
            int half = records.size() / 2;
            handle(records.subList(0, half), reader, committed);
            handle(records.subList(half, records.size()), reader, committed);
            return;
        }
        var record = records.getFirst();
        var reason = Printable.of(Faults.words(fault), OperatorOrder.REASON_CHARS_MAX);
        Log.errorf(
                fault,
                "record cannot be handled topic=%s partition=%d offset=%d",
                record.topic(),
                record.partition(),
                record.offset());
        commit(
                batch,
                failed -> {
                    var writes = trips.writes();
                    var loaded = trips.load(failed.next().keySet(), Set.of(), Set.of());
                    books.claim(failed, loaded, writes);
                    books.bury(writes, record, reason, loaded.revisions());
                    writes.send();
                    return List.of();
                });
        committed.accept(batch);
    }
}
