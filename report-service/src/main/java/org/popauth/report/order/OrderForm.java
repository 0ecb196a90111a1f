package org.popauth.report.order;

import jakarta.ws.rs.FormParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import org.popauth.events.Network;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;
import org.popauth.report.page.Refused;

/// The fields of the forms that give orders, as they came.
///
/// @param target the client or network
/// @param measure REJECT or DROP; empty for both or for none
/// @param duration how long; empty for the default, or for ever
/// @param reason why
/// @param back the page that the form stood on
record OrderForm(
        @FormParam("target") @Nullable String target,
        @FormParam("measure") @Nullable String measure,
        @FormParam("duration") @Nullable String duration,
        @FormParam("reason") @Nullable String reason,
        @FormParam("back") @Nullable String back) {

    OperatorOrder.Ban ban(Instant now, String by) {
        var measure = optionalMeasure();
        if (measure == null) {
            throw new Refused("A ban needs a measure: REJECT or DROP.");
        }
        return new OperatorOrder.Ban(
                UUID.randomUUID(), now, by, checkedReason(), client(), measure, optionalDuration());
    }

    OperatorOrder.Lift lift(Instant now, String by) {
        return new OperatorOrder.Lift(
                UUID.randomUUID(), now, by, checkedReason(), client(), optionalMeasure());
    }

    OperatorOrder.Allow allow(Instant now, String by) {
        var lasts = optionalDuration();
        return new OperatorOrder.Allow(
                UUID.randomUUID(),
                now,
                by,
                checkedReason(),
                network(),
                lasts == null ? null : now.plus(lasts));
    }

    OperatorOrder.Disallow disallow(Instant now, String by) {
        return new OperatorOrder.Disallow(UUID.randomUUID(), now, by, checkedReason(), network());
    }

    private String checkedReason() {
        var text = text(reason);
        if (text.isEmpty()) {
            throw new Refused("An order needs a reason.");
        }
        if (text.length() > OperatorOrder.REASON_CHARS_MAX) {
            throw new Refused(
                    "The reason is longer than " + OperatorOrder.REASON_CHARS_MAX + " characters.");
        }
        return Printable.of(text, OperatorOrder.REASON_CHARS_MAX);
    }

    private Client client() {
        try {
            return Client.parse(text(target));
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    "Not a client (an IPv4 address, an IPv6 address or an IPv6 network): "
                            + Printable.of(text(target), 64));
        }
    }

    private Network network() {
        try {
            return Network.parse(text(target));
        } catch (IllegalArgumentException e) {
            throw new Refused("Not an address or a network: " + Printable.of(text(target), 64));
        }
    }

    private @Nullable Measure optionalMeasure() {
        return switch (text(measure)) {
            case "" -> null;
            case "REJECT" -> Measure.REJECT;
            case "DROP" -> Measure.DROP;
            default -> throw new Refused("The measure of an order is REJECT or DROP.");
        };
    }

    private @Nullable Duration optionalDuration() {
        if (text(duration).isEmpty()) {
            return null;
        }
        try {
            var lasts = Duration.parse(text(duration));
            if (lasts.isPositive() && lasts.toDays() <= 3650) {
                return lasts;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new Refused("The duration must be between a second and ten years.");
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field.strip();
    }
}
