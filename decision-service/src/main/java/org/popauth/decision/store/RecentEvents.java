package org.popauth.decision.store;

import io.quarkus.hibernate.orm.PersistenceUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.popauth.events.Client;
import org.popauth.events.MailEvent;
import org.popauth.events.Topics;

/// The last events of each client with their log lines, to answer why; a ring of bounded size.
@ApplicationScoped
public class RecentEvents {

    /// How many events are kept of a client.
    public static final int PER_CLIENT = 50;

    private static final String KEEP =
            """
            insert into decision.client_event (client, slot, number, event, written)
            select client, slot, number, event, written
            from json_to_recordset(?::json) as kept (client text, slot int, number bigint,
                event text, written timestamptz)
            on conflict (client, slot) do update
            set number = excluded.number, event = excluded.event, written = excluded.written""";

    private final EntityManager database;

    RecentEvents(@PersistenceUnit("decision") EntityManager database) {
        this.database = database;
    }

    /// Adds events, replacing the oldest of their clients.
    public void add(Writes writes, Collection<Numbered> events) {
        var lastOfSlot = new LinkedHashMap<String, Numbered>();
        for (var event : events) {
            lastOfSlot.put(event.event().client() + "#" + event.slot(), event);
        }
        lastOfSlot.values().forEach(event -> writes.add(KEEP, Kept.of(event)));
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

    private record Kept(String client, int slot, long number, String event, Instant written) {
        static Kept of(Numbered numbered) {
            var event = numbered.event();
            return new Kept(
                    event.client().toString(),
                    numbered.slot(),
                    numbered.number(),
                    new String(Topics.MAIL_EVENTS.encode(event), StandardCharsets.UTF_8),
                    Instant.now());
        }
    }
}
