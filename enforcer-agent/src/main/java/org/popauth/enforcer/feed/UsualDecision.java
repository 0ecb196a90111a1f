package org.popauth.enforcer.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.CharBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.EventId;
import org.popauth.events.Measure;

/// Reads a decision as all are that popAuth writes, with less work than the contract's own reader
/// has: a million are read at each start. What it is not certain of it leaves to the contract, so
/// it never reads anything otherwise.
final class UsualDecision {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int NANO_DIGITS = 9;

    private String type = "";
    private @Nullable Measure measure;
    private @Nullable Client client;
    private @Nullable List<Address> addresses;
    private @Nullable Long revision;
    private @Nullable Instant at;
    private @Nullable Instant from;
    private @Nullable Instant until;
    private @Nullable Boolean simulated;
    private @Nullable String rule;
    private @Nullable String reason;
    private @Nullable String reply;
    private @Nullable String user;
    private @Nullable String by;
    private @Nullable List<EventId> causes;
    private @Nullable Instant observedAt;

    private UsualDecision() {}

    /// That something is not as usual; whoever asked goes another way.
    private static final class Unusual extends RuntimeException {

        private static final long serialVersionUID = 1L;
        static final Unusual IT = new Unusual();

        private Unusual() {
            super("not as usual", null, false, false);
        }
    }

    /// @return null when the contract must read it
    static @Nullable Decision read(byte[] json) {
        try (var parser = JSON.createParser(json)) {
            var it = new UsualDecision();
            it.fields(parser);
            return it.decision();
        } catch (IOException | IllegalArgumentException | DateTimeException | Unusual e) {
            return null;
        }
    }

    private void fields(JsonParser parser) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var token = parser.nextToken();
            switch (token) {
                case VALUE_STRING -> text(name, parser);
                case START_ARRAY -> list(name, parser);
                case VALUE_NUMBER_INT -> number(name, parser);
                case VALUE_TRUE, VALUE_FALSE -> flag(name, token == JsonToken.VALUE_TRUE);
                default -> throw Unusual.IT;
            }
        }
        expect(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
    }

    private void text(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "at" -> at = first(at, instant(parser));
            case "from" -> from = first(from, instant(parser));
            case "until" -> until = first(until, instant(parser));
            case "observedAt" -> observedAt = first(observedAt, instant(parser));
            default -> text(name, parser.getText());
        }
    }

    private void text(String name, String text) {
        switch (name) {
            case "type" -> type = first(type.isEmpty() ? null : type, text);
            case "measure" -> measure = first(measure, Measure.valueOf(text));
            case "client" -> client = first(client, Client.parse(text));
            case "rule" -> rule = first(rule, text);
            case "reason" -> reason = first(reason, text);
            case "reply" -> reply = first(reply, text);
            case "user" -> user = first(user, text);
            case "by" -> by = first(by, text);
            default -> throw Unusual.IT;
        }
    }

    private void number(String name, JsonParser parser) throws IOException {
        expect(name.equals("revision"));
        revision = first(revision, parser.getLongValue());
    }

    private void flag(String name, boolean value) {
        expect(name.equals("simulated"));
        simulated = first(simulated, value);
    }

    private void list(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "addresses" -> addresses = first(addresses, texts(parser, Address::parse));
            case "causes" -> causes = first(causes, texts(parser, EventId::parse));
            default -> throw Unusual.IT;
        }
    }

    private static <T> List<T> texts(JsonParser parser, Function<String, T> reader)
            throws IOException {
        var list = new ArrayList<T>(1);
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            list.add(reader.apply(parser.getText()));
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY);
        return list;
    }

    private Decision decision() {
        return switch (type) {
            case "made" -> made();
            case "withdrawn" -> withdrawn();
            default -> throw Unusual.IT;
        };
    }

    private Decision.Made made() {
        return new Decision.Made(
                there(measure),
                there(client),
                there(addresses),
                there(revision),
                there(at),
                there(from),
                there(until),
                there(simulated),
                there(rule),
                there(reason),
                reply,
                user,
                there(by),
                there(causes),
                observedAt);
    }

    private Decision.Withdrawn withdrawn() {
        return new Decision.Withdrawn(
                there(measure),
                there(client),
                there(revision),
                there(at),
                there(simulated),
                there(rule),
                there(reason),
                there(by),
                there(causes),
                observedAt);
    }

    private static Instant instant(JsonParser parser) throws IOException {
        int from = parser.getTextOffset();
        return instant(CharBuffer.wrap(parser.getTextCharacters(), from, parser.getTextLength()));
    }

    /// `2026-11-23T08:00:00Z`, with up to nine digits of a second.
    private static Instant instant(CharBuffer text) {
        int end = text.length() - 1;
        expect(end >= 19 && end <= 20 + NANO_DIGITS && end != 20 && text.charAt(end) == 'Z');
        expect(text.charAt(4) == '-' && text.charAt(7) == '-' && text.charAt(10) == 'T');
        expect(text.charAt(13) == ':' && text.charAt(16) == ':');
        expect(end == 19 || text.charAt(19) == '.');
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        expect(hour < 24 && minute < 60 && second < 60);
        int nanos = end == 19 ? 0 : digits(text, 20, end);
        for (int i = end; end > 19 && i < 20 + NANO_DIGITS; i++) {
            nanos *= 10;
        }
        var day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
        long seconds = day.toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static int digits(CharBuffer text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            expect(digit >= 0 && digit <= 9);
            number = number * 10 + digit;
        }
        return number;
    }

    private static <T> T first(@Nullable T before, T value) {
        expect(before == null);
        return value;
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw Unusual.IT;
        }
        return value;
    }

    private static void expect(boolean usual) {
        if (!usual) {
            throw Unusual.IT;
        }
    }
}
