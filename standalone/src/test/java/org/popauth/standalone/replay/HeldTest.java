package org.popauth.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.events.Json;

class HeldTest {

    @Test
    void anExtendedMeasureIsOneUntilItIsLifted() throws Exception {
        // Given
        var decisions =
                List.of(
                        made("2026-11-23T06:00:00Z", "2026-11-23T06:30:00Z"),
                        made("2026-11-23T06:10:00Z", "2026-11-23T06:40:00Z"),
                        json(
                                """
                                {"measure":"RELAY","client":"192.0.2.1","at":"2026-11-23T06:20:00Z",
                                 "simulated":false,"rule":"operator","reason":"enough"}
                                """));
        // When
        var held = Held.of(decisions);
        // Then
        assertThat(held).hasSize(1);
        assertThat(held.getFirst().from()).isEqualTo(Instant.parse("2026-11-23T06:00:00Z"));
        assertThat(held.getFirst().until()).isEqualTo(Instant.parse("2026-11-23T06:20:00Z"));
        assertThat(held.getFirst().ended()).isEqualTo("enough");
    }

    @Test
    void aMeasureThatComesBackLaterIsAnother() throws Exception {
        // Given
        var decisions =
                List.of(
                        made("2026-11-23T06:00:00Z", "2026-11-23T06:30:00Z"),
                        made("2026-11-23T07:00:00Z", "2026-11-23T07:30:00Z"));
        // When
        var held = Held.of(decisions);
        // Then
        assertThat(held).hasSize(2).allMatch(one -> one.ended() == null);
    }

    private static JsonNode made(String from, String until) throws Exception {
        return json(
                """
                {"measure":"RELAY","client":"192.0.2.1","from":"%s","until":"%s","at":"%s",
                 "simulated":false,"rule":"login","reason":"logged in"}
                """
                        .formatted(from, until, from));
    }

    private static JsonNode json(String text) throws Exception {
        return Json.mapper().readTree(text);
    }
}
