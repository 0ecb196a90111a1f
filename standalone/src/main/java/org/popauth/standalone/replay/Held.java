package org.popauth.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Measure;
import org.popauth.events.Printable;

/// A measure that stood for a client without a gap, from its first decision to its end.
///
/// @param until when it ended, or ends by itself
/// @param rule of the first decision
/// @param reason of the first decision, safe to print
/// @param user who logged in, for RELAY
/// @param ended why it ended before its time, null when it did not
/// @param simulated true when it was only shown, never enforced
public record Held(
        Measure measure,
        String client,
        Instant from,
        Instant until,
        String rule,
        String reason,
        @Nullable String user,
        @Nullable String ended,
        boolean simulated) {

    private static final int TEXT_CHARS_MAX = 300;

    /// Puts decisions together.
    ///
    /// @param decisions as the API gives them, oldest first
    static List<Held> of(List<JsonNode> decisions) {
        var over = new ArrayList<Held>();
        Map<String, Held> open = new LinkedHashMap<>();
        for (var decision : decisions) {
            var key =
                    text(decision, "measure")
                            + "/"
                            + text(decision, "client")
                            + decision.path("simulated").asBoolean();
            var before = open.get(key);
            if (decision.has("until")) {
                var made = made(decision);
                if (before != null && made.from().isAfter(before.until())) {
                    over.add(before);
                    before = null;
                }
                open.put(key, before == null ? made : before.until(made.until()));
            } else if (before != null) {
                over.add(before.withdrawn(decision));
                open.remove(key);
            }
        }
        over.addAll(open.values());
        return List.copyOf(over);
    }

    private static Held made(JsonNode decision) {
        return new Held(
                Measure.valueOf(text(decision, "measure")),
                text(decision, "client"),
                Instant.parse(text(decision, "from")),
                Instant.parse(text(decision, "until")),
                text(decision, "rule"),
                text(decision, "reason"),
                decision.has("user") ? text(decision, "user") : null,
                null,
                decision.path("simulated").asBoolean());
    }

    private static String text(JsonNode decision, String field) {
        return Printable.of(decision.path(field).asText(), TEXT_CHARS_MAX);
    }

    private Held until(Instant end) {
        return new Held(measure, client, from, end, rule, reason, user, ended, simulated);
    }

    private Held withdrawn(JsonNode decision) {
        var at = Instant.parse(text(decision, "at"));
        var end = at.isBefore(until) ? at : until;
        var why = at.isBefore(until) ? text(decision, "reason") : null;
        return new Held(measure, client, from, end, rule, reason, user, why, simulated);
    }
}
