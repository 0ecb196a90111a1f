package org.popauth.cli.orders;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.popauth.cli.instance.DecisionApi;
import org.popauth.cli.terminal.CommandFailed;

/// What came of an order.
///
/// @param outcome `done`, `refused` or `nothing`; empty when it is not known yet
/// @param detail in the instance's words
record Carried(String outcome, String detail) {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Map<String, String> NEWEST = Map.of("limit", "50");

    /// Waits until an order was handled, at most some seconds: it goes through the topic of orders.
    static Carried await(DecisionApi api, String id) {
        var unknown = new Carried("", "");
        for (var waited = Duration.ZERO;
                waited.compareTo(LONGEST) < 0;
                waited = waited.plus(PAUSE)) {
            for (JsonNode handled : api.get("/orders", NEWEST).path("items")) {
                if (handled.path("order").path("id").asText().equals(id)) {
                    return new Carried(
                            handled.path("outcome").asText(), handled.path("detail").asText());
                }
            }
            pause();
        }
        return unknown;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while the order was carried out", e);
        }
    }

    boolean isRefused() {
        return outcome.equals("refused");
    }

    /// For the person who gave the order.
    String sentence(String ordered) {
        return switch (outcome) {
            case "done" -> "Done: " + ordered + ".";
            case "refused" -> "Refused: " + ordered + ". " + detail;
            case "nothing" -> "Nothing to do: " + ordered + " (" + detail + ").";
            default -> "Ordered: " + ordered + ". It has not been carried out yet.";
        };
    }
}
