package org.popauth.decision.intake;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;

/// Says what is wrong with a value that is JSON of the contract and yet cannot be true.
final class Readable {

    /// The most bytes of a record's value.
    static final int BYTES_MAX = 65_536;

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private Readable() {}

    /// What is wrong with an event; null when nothing is.
    static @Nullable String problem(MailEvent event) {
        var required =
                new Object[] {
                    event.id(), event.at(), event.receivedAt(), event.host(),
                    event.client(), event.address(), event.program(), event.line()
                };
        for (var value : required) {
            if (Objects.isNull(value)) {
                return "a required field of " + event.getClass().getSimpleName() + " is missing";
            }
        }
        if (isImpossible(event.at()) || isImpossible(event.receivedAt())) {
            return "a time is before 1970 or after 9000";
        }
        if (!Printable.of(event.id().source(), EventId.SOURCE_CHARS_MAX)
                .equals(event.id().source())) {
            return "the source of the id is not printable";
        }
        return event.client().contains(event.address())
                ? ofKind(event)
                : "the address does not belong to the client";
    }

    private static @Nullable String ofKind(MailEvent event) {
        return switch (event) {
            case MailEvent.LoginSucceeded login -> missing("service", login.service());
            case MailEvent.LoginFailed failed -> missing("service", failed.service());
            case MailEvent.LoggedOut logout -> missing("service", logout.service());
            case MailEvent.Offence offence -> missing("kind", offence.kind());
        };
    }

    /// What is wrong with an order; null when nothing is.
    static @Nullable String problem(OperatorOrder order) {
        for (var value : new Object[] {order.id(), order.at(), order.by(), order.reason()}) {
            if (Objects.isNull(value)) {
                return "id, at, by or reason is missing";
            }
        }
        if (isImpossible(order.at())) {
            return "at is before 1970 or after 9000";
        }
        return switch (order) {
            case OperatorOrder.Ban ban -> {
                var client = missing("client", ban.client());
                yield client != null ? client : missing("measure", ban.measure());
            }
            case OperatorOrder.Lift lift -> missing("client", lift.client());
            case OperatorOrder.Allow allow -> missing("network", allow.network());
            case OperatorOrder.Disallow disallow -> missing("network", disallow.network());
        };
    }

    private static @Nullable String missing(String field, @Nullable Object value) {
        return value == null ? "the field '" + field + "' is missing" : null;
    }

    private static boolean isImpossible(Instant at) {
        return at.isBefore(EARLIEST) || at.isAfter(LATEST);
    }
}
