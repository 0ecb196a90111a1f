package org.popauth.decision.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.popauth.events.Json;

/// JSON of the API, with the settings of the contract.
final class ApiJson {

    private static final ObjectMapper MAPPER = Json.mapper().registerModule(AsOnTopics.module());

    private ApiJson() {}

    static byte[] bytes(Object value) {
        return write(MAPPER, value);
    }

    private static byte[] write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    /// The object that a request's body holds.
    static ObjectNode object(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw Refused.badParameter("body", "the body is not JSON");
        }
        throw Refused.badParameter("body", "the body must be a JSON object");
    }
}
