package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person asked for. Published to [Topics#OPERATOR_ORDERS].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OperatorOrder.Ban.class, name = "ban"),
    @JsonSubTypes.Type(value = OperatorOrder.Lift.class, name = "lift"),
    @JsonSubTypes.Type(value = OperatorOrder.Allow.class, name = "allow"),
    @JsonSubTypes.Type(value = OperatorOrder.Disallow.class, name = "disallow")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface OperatorOrder {

    /// The most characters of a reason.
    int REASON_CHARS_MAX = 512;

    /// Given by whoever sends it; an order with an id that was carried out already is left alone.
    UUID id();

    /// When it was given.
    Instant at();

    /// The name that the operator logged in with.
    String by();

    /// Why, in the operator's words.
    String reason();

    /// The key on [Topics#OPERATOR_ORDERS]: the client or the network.
    String key();

    /// Let a measure stand for a client.
    ///
    /// @param measure REJECT or DROP; who may relay is decided by log-ins alone
    /// @param duration how long; null for the configured default
    record Ban(
            UUID id,
            Instant at,
            String by,
            String reason,
            Client client,
            Measure measure,
            @Nullable Duration duration)
            implements OperatorOrder {

        public Ban {
            if (measure == Measure.RELAY) {
                throw new IllegalArgumentException("a ban is REJECT or DROP, not RELAY");
            }
            if (duration != null && !duration.isPositive()) {
                throw new IllegalArgumentException("a ban must last: " + duration);
            }
        }

        @Override
        public String key() {
            return client.toString();
        }
    }

    /// End what stands for a client.
    ///
    /// @param measure the one to end; null for REJECT and DROP both
    record Lift(
            UUID id, Instant at, String by, String reason, Client client, @Nullable Measure measure)
            implements OperatorOrder {

        @Override
        public String key() {
            return client.toString();
        }
    }

    /// Never again reject or drop clients of a network, and lift what stands for them now.
    ///
    /// @param until when the permission ends; null for never
    record Allow(
            UUID id, Instant at, String by, String reason, Network network, @Nullable Instant until)
            implements OperatorOrder {

        @Override
        public String key() {
            return network.toString();
        }
    }

    /// Take a network off the allow-list.
    record Disallow(UUID id, Instant at, String by, String reason, Network network)
            implements OperatorOrder {

        @Override
        public String key() {
            return network.toString();
        }
    }
}
