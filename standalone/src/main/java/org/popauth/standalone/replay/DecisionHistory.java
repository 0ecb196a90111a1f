package org.popauth.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.popauth.events.Json;

/// Asks decision-service for all that was decided.
public final class DecisionHistory {

    private static final int PAGE = 1000;
    private static final int OK = 200;

    private final URI pages;
    private final String token;

    /// @param pages the address of the instance
    /// @param token that its API asks for
    public DecisionHistory(URI pages, String token) {
        this.pages = pages;
        this.token = token;
    }

    /// All measures that stood at some time, by measure and start.
    public List<Held> held() throws IOException, InterruptedException {
        var decisions = new ArrayList<JsonNode>();
        try (var client = HttpClient.newHttpClient()) {
            int before;
            do {
                before = decisions.size();
                page(client, before).forEach(decisions::add);
            } while (decisions.size() - before == PAGE);
        }
        var held = new ArrayList<>(Held.of(decisions));
        held.sort(
                Comparator.comparing(Held::measure)
                        .thenComparing(Held::from)
                        .thenComparing(Held::client));
        return held;
    }

    private JsonNode page(HttpClient client, int offset) throws IOException, InterruptedException {
        var uri = pages.resolve("/decision/v1/decisions?limit=" + PAGE + "&offset=" + offset);
        var request =
                HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new IOException("the API answers " + response.statusCode() + " to " + uri);
        }
        return Json.mapper().readTree(response.body()).path("items");
    }
}
