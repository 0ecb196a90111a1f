package org.popauth.decision.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.popauth.decision.config.ConfiguredPolicy;
import org.popauth.decision.policy.ClientState;
import org.popauth.decision.policy.Surroundings;
import org.popauth.decision.store.Clients;
import org.popauth.decision.store.Positions;
import org.popauth.decision.store.RecentEvents;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.MailEvent;
import org.popauth.events.Topics;

/// Decides what follows from a batch of mail events. Runs inside a transaction.
@ApplicationScoped
class DecideOnMailEvents implements Handler {

    private final ConfiguredPolicy policy;
    private final Clients clients;
    private final Positions positions;
    private final RecentEvents recent;
    private final Bookkeeping books;
    private final MeterRegistry meters;

    DecideOnMailEvents(
            ConfiguredPolicy policy,
            Clients clients,
            Positions positions,
            RecentEvents recent,
            Bookkeeping books,
            MeterRegistry meters) {
        this.policy = policy;
        this.clients = clients;
        this.positions = positions;
        this.recent = recent;
        this.books = books;
        this.meters = meters;
    }

    @Override
    public List<Decision> handle(Batch batch) {
        books.claim(batch);
        var unreadable = new LinkedHashMap<ConsumerRecord<byte[], byte[]>, String>();
        var events = read(batch, unreadable);
        var touched = new TreeSet<Client>();
        events.forEach(event -> touched.add(event.client()));
        var states = clients.lock(touched);
        var around = policy.surroundings();
        unreadable.forEach((record, why) -> books.bury(record, why, around.revisions()));
        var decided = judge(events, states, around);
        clients.save(states);
        return decided;
    }

    /// The events of a batch that were not counted before.
    private List<MailEvent> read(
            Batch batch, Map<ConsumerRecord<byte[], byte[]>, String> unreadable) {
        var events = new ArrayList<MailEvent>();
        for (var record : batch.records()) {
            if (record.value() == null || record.value().length > Readable.BYTES_MAX) {
                unreadable.put(record, "the value is missing, or larger than any event");
                continue;
            }
            switch (Topics.MAIL_EVENTS.decode(record.value())) {
                case Decoded.Malformed<MailEvent> malformed ->
                        unreadable.put(record, malformed.reason());
                case Decoded.UnknownType<MailEvent> unknown -> count("unknown-type");
                case Decoded.Value<MailEvent> value -> {
                    var problem = Readable.problem(value.value());
                    if (problem != null) {
                        unreadable.put(record, problem);
                    } else if (isNew(record, value.value())) {
                        events.add(value.value());
                    }
                }
            }
        }
        unreadable.keySet().forEach(record -> count("dead-letter"));
        return events;
    }

    private boolean isNew(ConsumerRecord<?, ?> record, MailEvent event) {
        boolean isNew = positions.advance(record.topic(), record.partition(), event.id());
        count(isNew ? "counted" : "seen-before");
        return isNew;
    }

    private List<Decision> judge(
            List<MailEvent> events, Map<Client, ClientState> states, Surroundings around) {
        var decided = new ArrayList<Decision>();
        var numbered = new ArrayList<RecentEvents.Numbered>();
        for (var event : events) {
            var state = states.getOrDefault(event.client(), ClientState.UNKNOWN);
            var outcome = policy.policy().judge(state, event, around);
            states.put(event.client(), outcome.next());
            numbered.add(new RecentEvents.Numbered(outcome.next().events(), event));
            books.decided(event.client(), outcome.decisions());
            decided.addAll(outcome.decisions());
        }
        recent.add(numbered);
        return decided;
    }

    private void count(String outcome) {
        meters.counter("popauth_decision_records_total", "outcome", outcome).increment();
    }
}
