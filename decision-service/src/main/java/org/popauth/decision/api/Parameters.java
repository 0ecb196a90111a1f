package org.popauth.decision.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.popauth.decision.store.Slice;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import org.popauth.events.Printable;

/// Reads query parameters; a complaint names the parameter and says what is allowed.
final class Parameters {

    static final int LIMIT_MAX = 1000;
    static final int OFFSET_MAX = 10_000_000;

    private static final int LIMIT_DEFAULT = 100;

    private Parameters() {}

    static Slice slice(@Nullable String limit, @Nullable String offset) {
        return new Slice(
                number("offset", offset, 0, 0, OFFSET_MAX),
                number("limit", limit, LIMIT_DEFAULT, 1, LIMIT_MAX));
    }

    private static int number(String name, @Nullable String text, int otherwise, int from, int to) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}")
                || Integer.parseInt(text) < from
                || Integer.parseInt(text) > to) {
            throw Refused.badParameter(name, name + " must be a number from " + from + " to " + to);
        }
        return Integer.parseInt(text);
    }

    static @Nullable Measure measure(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return Arrays.stream(Measure.values())
                .filter(measure -> measure.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                Refused.badParameter(
                                        "measure", "measure must be RELAY, REJECT or DROP"));
    }

    static Client client(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw Refused.badParameter("client", "client is missing: an address or a network");
        }
        try {
            return Client.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw Refused.badParameter("client", Printable.of(String.valueOf(e.getMessage()), 200));
        }
    }

    static Instant since(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Refused.badParameter(
                    "since", "since must be an instant like 2026-01-31T12:00:00Z");
        }
    }
}
