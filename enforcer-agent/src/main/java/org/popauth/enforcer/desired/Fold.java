package org.popauth.enforcer.desired;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.Network;

/// The last decision of each measure and client. Of two the higher revision counts, whatever the
/// order of their arrival; simulated ones count for nothing. One thread at a time may change it;
/// any may ask [#answer] meanwhile.
public final class Fold {

    private final Map<Measure, Roster<Folded>> folded = new EnumMap<>(Measure.class);

    /// The prefix lengths of the IPv6 networks that were ever taken, longest first.
    private final Set<Integer> lengths = new ConcurrentSkipListSet<>(Comparator.reverseOrder());

    private final int entriesMax;
    private long refused;

    /// @param entriesMax the most decisions that are kept
    public Fold(int entriesMax) {
        this.entriesMax = entriesMax;
        for (var measure : Measure.values()) {
            folded.put(measure, new Roster<>());
        }
    }

    /// Takes a decision.
    ///
    /// @return true when it changed something
    public boolean accept(Decision decision) {
        if (decision.simulated()) {
            return false;
        }
        var clients = of(decision.measure());
        var before = clients.get(decision.client());
        if (before != null && !isNewer(decision, before)) {
            return false;
        }
        if (before == null && decision instanceof Decision.Made && size() >= entriesMax) {
            refused++;
            return false;
        }
        if (!decision.client().isExact()) {
            lengths.add(decision.client().network().prefixLength());
        }
        clients.put(Folded.of(decision));
        return true;
    }

    /// The key is over and forgotten: a record without a value.
    ///
    /// @return true when it changed something
    public boolean forget(Measure measure, Client client) {
        return of(measure).remove(client.network()) != null;
    }

    /// What this host remembers from before its restart counts like what was read, until the same
    /// or something newer is read.
    private static boolean isNewer(Decision decision, Folded before) {
        return decision.revision() > before.revision()
                || (before.isRemembered() && decision.revision() == before.revision());
    }

    /// Takes what this host remembers from before its restart, where nothing is known yet.
    public void remember(Measure measure, Folded.Standing standing) {
        if (of(measure).get(standing.network()) == null && size() < entriesMax) {
            if (!standing.client().isExact()) {
                lengths.add(standing.prefixLength());
            }
            of(measure).put(standing);
        }
    }

    /// Everything was read: what this host alone remembers is over.
    ///
    /// @return the clients that it was about
    public List<Client> forgetRemembered(Measure measure) {
        var over = new ArrayList<Client>();
        for (var it : of(measure)) {
            if (it.isRemembered()) {
                over.add(it.client());
            }
        }
        over.forEach(client -> of(measure).remove(client.network()));
        return over;
    }

    /// Drops what is over since before the instant, so that memory does not grow for ever.
    public void prune(Measure measure, Instant before) {
        long millis = before.toEpochMilli();
        of(measure).removeIf(it -> it.overMillis() < millis);
    }

    /// As [#prune(Measure, Instant)], in one part of the [Roster].
    public void prune(Measure measure, int part, Instant before) {
        long millis = before.toEpochMilli();
        of(measure).removeIf(part, it -> it.overMillis() < millis);
    }

    public @Nullable Folded last(Measure measure, Client client) {
        return of(measure).get(client);
    }

    /// All of a measure. Safe to read while another thread changes this.
    public Roster<Folded> all(Measure measure) {
        return of(measure);
    }

    /// What a table would say about one exact address now. Safe while another thread changes this.
    ///
    /// @param question whom it is about, and what counts
    public Optional<Answer> answer(Question question, Instant now, Guard guard) {
        var address = question.address();
        var exact = answer(question, Client.exactly(address), now, guard);
        if (exact.isPresent() || address.isIpv4()) {
            return exact;
        }
        for (int length : lengths) {
            var network = answer(question, Client.of(address, length), now, guard);
            if (network.isPresent()) {
                return network;
            }
        }
        return Optional.empty();
    }

    private Optional<Answer> answer(Question question, Client client, Instant now, Guard guard) {
        var measure = question.measure();
        if (!(of(measure).get(client) instanceof Folded.Standing standing)
                || !standing.holdsAt(now)
                || guard.refusal(measure, client.network()).isPresent()) {
            return Optional.empty();
        }
        var whole = new Network(question.address(), question.address().bits());
        if (!question.wholeNetworks() && !standing.networks().contains(whole)) {
            return Optional.empty();
        }
        return Optional.of(
                new Answer(TableValue.of(measure, standing), standing.until(), standing.because()));
    }

    public int size() {
        int size = 0;
        for (var clients : folded.values()) {
            size += clients.size();
        }
        return size;
    }

    /// How many decisions were not taken because the limit was reached.
    public long refused() {
        return refused;
    }

    private Roster<Folded> of(Measure measure) {
        var clients = folded.get(measure);
        if (clients == null) {
            throw new IllegalStateException("nothing is kept for measure " + measure);
        }
        return clients;
    }
}
