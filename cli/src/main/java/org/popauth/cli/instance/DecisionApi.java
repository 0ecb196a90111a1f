package org.popauth.cli.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.events.Json;

/// The REST API of decision-service, as a client sees it.
public final class DecisionApi {

    private static final String ROOT = "/decision/v1";
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final long ANSWER_BYTES_MAX = 64L << 20;

    private final Instance instance;
    private final ObjectMapper mapper = Json.mapper();
    private final HttpClient http;

    DecisionApi(Instance instance) {
        this.instance = instance;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_MAX)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /// Asks for what is at a path.
    ///
    /// @throws CommandFailed when there is no answer, or not that one
    public JsonNode get(String path, Map<String, String> query) {
        var parameters =
                query.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
        return send(request(path + (query.isEmpty() ? "" : parameters)).GET().build());
    }

    /// Gives an order, which is carried out soon after.
    ///
    /// @return the order as it was published
    /// @throws CommandFailed when it was not accepted
    public JsonNode order(JsonNode order) {
        return send(
                request("/orders")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(order.toString()))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(instance.url() + ROOT + path))
                        .timeout(ANSWER_MAX)
                        .header("Accept", "application/json");
        if (instance.token() != null) {
            request.header("Authorization", "Bearer " + instance.token());
        }
        return request;
    }

    private JsonNode send(HttpRequest request) {
        try {
            var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX);
            return json(http.send(request, body));
        } catch (ConnectException e) {
            throw new CommandFailed(
                    "nothing answers at " + instance + " (no connection): " + instance.whenDown(),
                    e);
        } catch (HttpTimeoutException e) {
            throw new CommandFailed(
                    instance + " did not answer within " + ANSWER_MAX.toSeconds() + " s", e);
        } catch (IOException e) {
            throw new CommandFailed("asking " + instance + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while asking " + instance, e);
        }
    }

    private JsonNode json(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw Refusal.of(instance, response.statusCode(), response.body());
        }
        try {
            return mapper.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CommandFailed(instance + " answered something that is not JSON", e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
