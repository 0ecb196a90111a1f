package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import org.popauth.events.EventId;

/// What was counted already: a line that is read again has the same id and counts nothing twice.
@ApplicationScoped
public class Positions implements PanacheRepositoryBase<PositionRow, PositionKey> {

    /// Takes note of an event.
    ///
    /// @return false when it, or a later one of its source, was counted before
    public boolean advance(String topic, int partition, EventId id) {
        var row = findById(new PositionKey(topic, partition, id.source()));
        if (row == null) {
            row = new PositionRow();
            row.topic = topic;
            row.partition = partition;
            row.source = id.source();
            row.generation = id.generation();
            row.offset = id.offset();
            persist(row);
            return true;
        }
        if (!id.isAfter(new EventId(id.source(), row.generation, row.offset))) {
            return false;
        }
        row.generation = id.generation();
        row.offset = id.offset();
        return true;
    }
}
