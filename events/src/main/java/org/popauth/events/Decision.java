package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A measure that must hold for a client on all mail hosts, or no longer.
///
/// Published to [Topics#DECISIONS], which is compacted: the last decision of a key is the one that
/// counts, an empty value means that the key is over and forgotten. Of two decisions with one key
/// the one with the higher revision counts, whatever the order of their arrival.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Decision.Made.class, name = "made"),
    @JsonSubTypes.Type(value = Decision.Withdrawn.class, name = "withdrawn")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Decision {

    /// What must hold, or no longer.
    Measure measure();

    /// For whom. RELAY is for one exact address unless configured otherwise.
    Client client();

    /// Grows with every decision.
    long revision();

    /// When it was decided, on the clock of the events that led to it.
    Instant at();

    /// True when the rule, or the circuit breaker, is in simulation: shown, never enforced.
    boolean simulated();

    /// The name of the rule that led to it, or `operator`.
    String rule();

    /// Why, in words for a person.
    String reason();

    /// Who decided: `popauth`, or the operator's name.
    String by();

    /// The last events that led to it, oldest first; empty for an operator's order.
    List<EventId> causes();

    /// When the last line that led to it was received; the start of every measurement of delay.
    @Nullable Instant observedAt();

    /// The key on [Topics#DECISIONS]: `<measure>/<client>`, with `/simulated` behind it if it is
    /// that.
    default String key() {
        return measure() + "/" + client() + (simulated() ? "/simulated" : "");
    }

    /// The measure stands from one instant until another.
    ///
    /// @param addresses the exact addresses seen, for tables that cannot say a network; at least
    ///   one when the client is exact
    /// @param from when it begins to hold
    /// @param until when it ends by itself
    /// @param reply the text that Postfix answers with, for REJECT
    /// @param user who logged in, for RELAY
    record Made(
            Measure measure,
            Client client,
            List<Address> addresses,
            long revision,
            Instant at,
            Instant from,
            Instant until,
            boolean simulated,
            String rule,
            String reason,
            @Nullable String reply,
            @Nullable String user,
            String by,
            List<EventId> causes,
            @Nullable Instant observedAt)
            implements Decision {

        public Made {
            addresses = List.copyOf(addresses);
            causes = List.copyOf(causes);
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException(
                        "a measure must end after it begins: " + from + " until " + until);
            }
            for (var address : addresses) {
                if (!client.contains(address)) {
                    throw new IllegalArgumentException(address + " does not belong to " + client);
                }
            }
        }

        /// True when it holds at this instant.
        public boolean standsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /// The measure holds no longer.
    record Withdrawn(
            Measure measure,
            Client client,
            long revision,
            Instant at,
            boolean simulated,
            String rule,
            String reason,
            String by,
            List<EventId> causes,
            @Nullable Instant observedAt)
            implements Decision {

        public Withdrawn {
            causes = List.copyOf(causes);
        }
    }
}
