package org.popauth.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.events.Json;
import org.popauth.events.Printable;

/// An answer that is no success, in words for a person.
final class Refusal {

    private static final int CHARS_MAX = 400;
    private static final List<String> FIELDS =
            List.of("message", "error", "detail", "details", "title");

    private Refusal() {}

    static CommandFailed of(Instance instance, int status, byte[] body) {
        var words = words(body);
        var said = words.isEmpty() ? "" : ": " + words;
        return new CommandFailed(
                switch (status) {
                    case 401 -> notAccepted(instance) + " (401)";
                    case 403 -> instance + " refuses this (403)" + said + forbiddenHint(instance);
                    case 404 -> instance + " does not know this request (404)" + said + notFound();
                    default ->
                            status < 500
                                    ? instance + " did not accept this (" + status + ")" + said
                                    : instance + " failed (" + status + ")" + said;
                });
    }

    private static String notAccepted(Instance instance) {
        return instance.token() == null
                ? instance + " wants a token, and " + instance.tokenFrom()
                : instance + " does not accept the token of " + instance.tokenFrom();
    }

    private static String forbiddenHint(Instance instance) {
        return instance.token() == null ? "\nNo token was sent: " + instance.tokenFrom() + "." : "";
    }

    private static String notFound() {
        return "\nIs a decision-service of popAuth 4 at this address?";
    }

    private static String words(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            text = field(text);
        } else if (text.startsWith("<")) {
            text = "";
        }
        return Printable.of(text, CHARS_MAX);
    }

    private static String field(String text) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(text);
        } catch (IOException e) {
            return text;
        }
        return FIELDS.stream()
                .map(json::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst()
                .orElse(text);
    }
}
