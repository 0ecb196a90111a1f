package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be published: written with what it tells of, deleted when the broker has it.
@ApplicationScoped
public class Outbox implements PanacheRepositoryBase<OutboxRow, Long> {

    private static final String ADD =
            """
            insert into decision.outbox (number, topic, key, value, headers, written)
            select number, topic, decode(key, 'base64'), decode(value, 'base64'), headers, written
            from json_to_recordset(?::json) as added (number bigint, topic text, key text,
                value text, headers text, written timestamptz)""";

    /// What a crash of the database brings back is published twice, in its order.
    private static final String WAIT_FOR_NO_DISK = "set local synchronous_commit to off";

    private static final String TAKE =
            """
            delete from decision.outbox where number in (
                select number from decision.outbox order by number limit 500 for update)
            returning number, topic, key, value, headers""";

    /// How many records are taken at once.
    public static final int AT_ONCE_MAX = 500;

    private final Event<Filled> filled;

    Outbox(Event<Filled> filled) {
        this.filled = filled;
    }

    /// Adds a record. Whoever publishes it is told by [Filled], for the time after the transaction.
    public void add(Writes writes, Message message) {
        if (!writes.hold(ADD)) {
            filled.fire(new Filled());
        }
        writes.add(
                ADD,
                new Added(
                        message.number(),
                        message.topic(),
                        message.key(),
                        message.value(),
                        message.headers().isEmpty()
                                ? null
                                : StoreJson.write(new Headers(message.headers())),
                        Instant.now()));
    }

    /// Takes the next records to be published, in order; what is not published must be rolled back.
    /// The rows are locked in their order, so another publisher waits for this one, and then sees
    /// what this one left.
    public List<Message> take() {
        var taken = new ArrayList<Message>();
        var together = new Together();
        together.add(WAIT_FOR_NO_DISK);
        together.add(TAKE);
        together.read(getEntityManager(), results -> results.next(row -> taken.add(message(row))));
        taken.sort(Comparator.comparing(Message::number));
        return taken;
    }

    private static Message message(ResultSet row) throws SQLException {
        var headers = row.getString(5);
        return new Message(
                row.getLong(1),
                row.getString(2),
                row.getBytes(3),
                row.getBytes(4),
                headers == null ? Map.of() : StoreJson.read(headers, Headers.class).values());
    }

    /// A transaction has added something; to be observed after it, however it ended: that its end
    /// was not heard of does not mean that it has not come about.
    public record Filled() {}

    /// A record of a topic.
    ///
    /// @param number decides the order; given by [Revisions] while the client is locked
    /// @param value null for a tombstone
    @SuppressWarnings("ArrayRecordComponent")
    public record Message(
            long number,
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Map<String, String> headers) {

        public Message {
            headers = Map.copyOf(headers);
        }
    }

    record Headers(Map<String, String> values) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Added(
            long number,
            String topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable String headers,
            Instant written) {}
}
