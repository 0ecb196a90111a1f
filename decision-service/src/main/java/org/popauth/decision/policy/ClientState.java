package org.popauth.decision.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.EventId;
import org.popauth.events.OffenceKind;

/// What is remembered of one client (an IPv4 address or an IPv6 /64): a function of its events and
/// orders in their order, and of nothing else. Every list is bounded.
///
/// @param events how many events were seen
/// @param counters recent offences by rule
/// @param strikes earlier firings of rules
/// @param standing measures that stand by event time, enforced and simulated, RELAY included
/// @param successes users who logged in from there, with their last time
/// @param seen exact addresses that offended, with their last time; empty when the client is one
/// @param grants who may relay, by exact address
public record ClientState(
        long events,
        List<Counter> counters,
        List<Strike> strikes,
        List<Decision.Made> standing,
        List<Success> successes,
        List<Seen> seen,
        List<Grant> grants) {

    /// The state of a client that was never heard of.
    public static final ClientState UNKNOWN =
            new ClientState(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public ClientState {
        counters = List.copyOf(counters);
        strikes = List.copyOf(strikes);
        standing = List.copyOf(standing);
        successes = List.copyOf(successes);
        seen = List.copyOf(seen);
        grants = List.copyOf(grants);
    }

    /// The offences that one rule remembers, oldest first.
    public record Counter(String rule, List<Mark> marks) {
        public Counter {
            marks = List.copyOf(marks);
        }
    }

    /// One offence as a rule remembers it.
    ///
    /// @param who the user of a failed log-in
    /// @param times how many failures the line reports
    public record Mark(Instant at, EventId id, OffenceKind kind, @Nullable String who, int times) {}

    /// One firing of a rule.
    public record Strike(String rule, boolean simulated, Instant at) {}

    /// A user's last log-in from there.
    public record Success(String user, Instant at) {}

    /// An exact address and when it offended last.
    public record Seen(Address address, Instant at) {}

    /// Who may relay.
    ///
    /// @param client the exact address, or what it is widened to
    /// @param from when the grant began
    /// @param active the last log-in or log-out
    /// @param sessions those that have not ended
    public record Grant(Client client, Instant from, Instant active, List<Session> sessions) {
        public Grant {
            sessions = List.copyOf(sessions);
        }

        /// When the grant ends if nothing else is heard.
        Instant until(PolicySettings.Relay relay) {
            var until = active.plus(relay.lasts());
            for (var session : sessions) {
                var end = session.since().plus(relay.openSessionMax());
                until = end.isAfter(until) ? end : until;
            }
            return until;
        }
    }

    /// A session whose log-out will be reported.
    public record Session(String name, Instant since) {}
}
