package org.popauth.decision.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;
import org.popauth.decision.policy.ClientState;
import org.popauth.events.Json;

/// JSON in the database, with the settings of the contract.
final class StoreJson {

    private static final ObjectMapper MAPPER = Json.mapper();

    /// Instants as seconds with a fraction: a state has dozens of them, and to read one as text
    /// takes the JDK 3 KB. Both are read.
    private static final ObjectWriter STATE =
            MAPPER.writer(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private StoreJson() {}

    static String write(Object value) {
        return write(MAPPER.writer(), value);
    }

    static String write(ClientState state) {
        return write(STATE, state);
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    static <V> V read(String json, Class<V> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "the database holds no readable " + type.getSimpleName(), e);
        }
    }
}
