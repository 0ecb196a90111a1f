package org.popauth.decision.store;

import io.quarkus.hibernate.orm.PersistenceUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.popauth.events.Client;
import org.popauth.events.MailEvent;
import org.popauth.events.Topics;

/// The last events of each client with their log lines, to answer why; a ring of bounded size.
@ApplicationScoped
public class RecentEvents {

    /// How many events are kept of a client.
    public static final int PER_CLIENT = 50;

    private static final String UPSERT =
            """
            insert into decision.client_event (client, slot, number, event, written)
            values (?, ?, ?, ?, ?)
            on conflict (client, slot) do update
            set number = excluded.number, event = excluded.event, written = excluded.written
            """;

    private final EntityManager database;

    RecentEvents(@PersistenceUnit("decision") EntityManager database) {
        this.database = database;
    }

    /// Adds events, replacing the oldest of their clients.
    public void add(Collection<Numbered> events) {
        Map<String, Numbered> lastOfSlot = new HashMap<>();
        for (var event : events) {
            lastOfSlot.put(event.event().client() + "#" + event.slot(), event);
        }
        database.unwrap(Session.class).doWork(sql -> upsert(sql, lastOfSlot.values()));
    }

    private static void upsert(Connection sql, Collection<Numbered> events) throws SQLException {
        var written = OffsetDateTime.ofInstant(Instant.now(), ZoneOffset.UTC);
        try (var statement = sql.prepareStatement(UPSERT)) {
            for (var numbered : events) {
                statement.setString(1, numbered.event().client().toString());
                statement.setInt(2, numbered.slot());
                statement.setLong(3, numbered.number());
                statement.setString(
                        4,
                        new String(
                                Topics.MAIL_EVENTS.encode(numbered.event()),
                                StandardCharsets.UTF_8));
                statement.setObject(5, written);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// The last events of a client, newest first.
    public List<MailEvent> of(Client client) {
        return database.createNativeQuery(
                        """
                        select event from decision.client_event
                        where client = :client order by number desc
                        """,
                        String.class)
                .setParameter("client", client.toString())
                .getResultStream()
                .map(json -> StoreJson.read((String) json, MailEvent.class))
                .toList();
    }

    /// Deletes what was written before an instant.
    public long forgetWrittenBefore(Instant written) {
        return database.createNativeQuery(
                        "delete from decision.client_event where written < :written")
                .setParameter("written", written)
                .executeUpdate();
    }

    /// An event and its number among the events of its client.
    public record Numbered(long number, MailEvent event) {
        int slot() {
            return (int) (number % PER_CLIENT);
        }
    }
}
