package org.popauth.decision.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.popauth.decision.config.ConfiguredPolicy;
import org.popauth.decision.policy.ClientState;
import org.popauth.decision.policy.Surroundings;
import org.popauth.decision.store.BreakerTallies;
import org.popauth.decision.store.Clients;
import org.popauth.decision.store.Loaded;
import org.popauth.decision.store.Positions;
import org.popauth.decision.store.RecentEvents;
import org.popauth.decision.store.RoundTrips;
import org.popauth.decision.store.Source;
import org.popauth.decision.store.Writes;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.Topics;

/// Decides what follows from a batch of mail events. Runs inside a transaction.
@ApplicationScoped
class DecideOnMailEvents implements Handler {

    private final ConfiguredPolicy policy;
    private final RoundTrips trips;
    private final Clients clients;
    private final Positions positions;
    private final BreakerTallies tallies;
    private final RecentEvents recent;
    private final Bookkeeping books;
    private final MeterRegistry meters;

    DecideOnMailEvents(
            ConfiguredPolicy policy,
            RoundTrips trips,
            Clients clients,
            Positions positions,
            BreakerTallies tallies,
            RecentEvents recent,
            Bookkeeping books,
            MeterRegistry meters) {
        this.policy = policy;
        this.trips = trips;
        this.clients = clients;
        this.positions = positions;
        this.tallies = tallies;
        this.recent = recent;
        this.books = books;
        this.meters = meters;
    }

    @Override
    public List<Decision> handle(Batch batch) {
        var unreadable = new LinkedHashMap<ConsumerRecord<byte[], byte[]>, String>();
        var read = read(batch, unreadable);
        var loaded = trips.load(batch.next().keySet(), sources(read), clients(read));
        var writes = trips.writes();
        books.claim(batch, loaded, writes);
        var counts = tallies.ofThisTransaction();
        var around = policy.forEvents(loaded, counts);
        unreadable.forEach((record, why) -> books.bury(writes, record, why, around.revisions()));
        var decided = judge(uncounted(read, loaded, writes), loaded.states(), around, writes);
        counts.save(writes);
        writes.commit();
        return decided;
    }

    private List<Read> read(Batch batch, Map<ConsumerRecord<byte[], byte[]>, String> unreadable) {
        var events = new ArrayList<Read>();
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
                    if (problem == null) {
                        events.add(new Read(Batch.partition(record), value.value()));
                    } else {
                        unreadable.put(record, problem);
                    }
                }
            }
        }
        unreadable.keySet().forEach(record -> count("dead-letter"));
        return events;
    }

    private static Set<Source> sources(List<Read> read) {
        return read.stream().map(Read::source).collect(Collectors.toSet());
    }

    private static Set<Client> clients(List<Read> read) {
        return read.stream().map(each -> each.event().client()).collect(Collectors.toSet());
    }

    /// The events that were not counted before; takes note of them.
    private List<MailEvent> uncounted(List<Read> read, Loaded loaded, Writes writes) {
        var events = new ArrayList<MailEvent>();
        var advanced = new LinkedHashMap<Source, EventId>();
        for (var each : read) {
            var id = each.event().id();
            var last = advanced.getOrDefault(each.source(), loaded.counted().get(each.source()));
            boolean isNew = last == null || id.isAfter(last);
            count(isNew ? "counted" : "seen-before");
            if (isNew) {
                advanced.put(each.source(), id);
                events.add(each.event());
            }
        }
        advanced.forEach((source, last) -> positions.counted(writes, source, last));
        return events;
    }

    private List<Decision> judge(
            List<MailEvent> events,
            Map<Client, ClientState> states,
            Surroundings around,
            Writes writes) {
        var decided = new ArrayList<Decision>();
        var numbered = new ArrayList<RecentEvents.Numbered>();
        var changed = new LinkedHashMap<Client, ClientState>();
        for (var event : events) {
            var loaded = states.getOrDefault(event.client(), ClientState.UNKNOWN);
            var before = changed.getOrDefault(event.client(), loaded);
            var outcome = policy.policy().judge(before, event, around);
            changed.put(event.client(), outcome.next());
            numbered.add(new RecentEvents.Numbered(outcome.next().events(), event));
            books.decided(writes, event.client(), outcome.decisions());
            decided.addAll(outcome.decisions());
        }
        changed.forEach((client, state) -> clients.save(writes, client, state));
        recent.add(writes, numbered);
        return decided;
    }

    private void count(String outcome) {
        meters.counter("popauth_decision_records_total", "outcome", outcome).increment();
    }

    private record Read(TopicPartition partition, MailEvent event) {
        Source source() {
            return new Source(partition, event.id().source());
        }
    }
}
