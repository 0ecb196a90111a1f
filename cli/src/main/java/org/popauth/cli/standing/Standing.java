package org.popauth.cli.standing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.instance.DecisionApi;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.events.Decision;
import org.popauth.events.Json;
import org.popauth.events.Measure;

/// The measures that stand, asked for page by page.
final class Standing {

    private static final int PAGE_ITEMS = 500;

    private final DecisionApi api;
    private final ObjectMapper mapper = Json.mapper();

    Standing(DecisionApi api) {
        this.api = api;
    }

    /// Some of what stands.
    ///
    /// @param total how many there are in all
    record Page(List<Decision.Made> items, long total) {}

    Page list(@Nullable Measure measure, int limit) {
        var items = new ArrayList<Decision.Made>();
        long total;
        do {
            var page = page(measure, items.size(), Math.min(PAGE_ITEMS, limit - items.size()));
            total = page.path("total").asLong();
            var read = page.path("items");
            read.forEach(each -> items.add(made(each)));
            if (read.isEmpty()) {
                break;
            }
        } while (items.size() < limit && items.size() < total);
        return new Page(List.copyOf(items), total);
    }

    private JsonNode page(@Nullable Measure measure, int offset, int limit) {
        var query = new LinkedHashMap<String, String>();
        if (measure != null) {
            query.put("measure", measure.name());
        }
        query.put("limit", Integer.toString(limit));
        query.put("offset", Integer.toString(offset));
        return api.get("/standing", query);
    }

    private Decision.Made made(JsonNode json) {
        try {
            return mapper.treeToValue(json, Decision.Made.class);
        } catch (JsonProcessingException e) {
            throw new CommandFailed(
                    "the instance answered with a decision that this version cannot read: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
