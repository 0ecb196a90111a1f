package org.popauth.standalone.fault;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.stream.Collectors;

/// What the services still wait for, from their own answer about being ready.
public final class Unready {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SILENT = "an answer of the services";

    private Unready() {}

    /// The checks that fail, each with what it says, on one line.
    ///
    /// @param answer what `/q/health/ready` gave; empty when it gave nothing
    public static String of(byte[] answer) {
        JsonNode checks;
        try {
            checks = JSON.readTree(answer).path("checks");
        } catch (JacksonException e) {
            return SILENT;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("bytes in memory cannot be read", e);
        }
        var down =
                checks.valueStream()
                        .filter(check -> !check.path("status").asText().equals("UP"))
                        .map(Unready::words)
                        .collect(Collectors.joining("; "));
        return down.isEmpty() ? SILENT : down;
    }

    private static String words(JsonNode check) {
        var data =
                check.path("data")
                        .propertyStream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue().asText())
                        .collect(Collectors.joining(", "));
        return check.path("name").asText() + (data.isEmpty() ? "" : " (" + data + ")");
    }
}
