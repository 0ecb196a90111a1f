package org.popauth.decision.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be published: written with what it tells of, deleted when the broker has it.
@ApplicationScoped
public class Outbox implements PanacheRepositoryBase<OutboxRow, Long> {

    private static final long PUBLISHER_LOCK = 0x706f704175746834L;

    /// Adds a record.
    ///
    /// @param number decides the order; given by [Revisions] while the client is locked
    public void add(long number, Message message) {
        var row = new OutboxRow();
        row.number = number;
        row.topic = message.topic();
        row.key = message.key();
        row.value = message.value();
        row.headers =
                message.headers().isEmpty()
                        ? null
                        : StoreJson.write(new Headers(message.headers()));
        row.written = Instant.now();
        persist(row);
    }

    /// Makes this transaction the only publisher until it ends.
    public void becomePublisher() {
        getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(:key) as text)", String.class)
                .setParameter("key", PUBLISHER_LOCK)
                .getSingleResult();
    }

    /// The next records to be published, in order.
    public List<Message> next(int limit) {
        return findAll(Sort.by("number")).page(0, limit).list().stream()
                .map(Outbox::message)
                .toList();
    }

    /// Deletes published records.
    public void published(List<Message> messages) {
        delete("number in ?1", messages.stream().map(Message::number).toList());
    }

    private static Message message(OutboxRow row) {
        var headers =
                row.headers == null
                        ? Map.<String, String>of()
                        : StoreJson.read(row.headers, Headers.class).values();
        return new Message(row.number, row.topic, row.key, row.value, headers);
    }

    /// A record of a topic.
    ///
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
}
