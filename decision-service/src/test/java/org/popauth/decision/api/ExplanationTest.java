package org.popauth.decision.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.popauth.decision.policy.DefaultRules;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;

class ExplanationTest {

    private static final Instant FROM = Instant.parse("2026-11-23T09:55:58.532686123Z");
    private static final Client CLIENT = Client.parse("203.0.113.9");

    @Test
    void whatStandsIsSaidWithTimesToTheSecondAndDurationsInWords() {
        // When
        var sentences =
                new Explanation(CLIENT, null, List.of(dropped(false)), counts())
                        .sentences(DefaultRules.all(), FROM.plusSeconds(2));
        // Then
        assertThat(sentences)
                .containsExactly(
                        "203.0.113.9 is dropped since 2026-11-23T09:55:58Z until"
                                + " 2026-11-24T09:55:58Z, another 24 h. Rule refused-again: 3"
                                + " returns while refused within 1 h. The client keeps coming back"
                                + " although it is refused.",
                        "Offences that count now: 1 rbl-listed, 4 refused-again.");
    }

    @Test
    void whatIsOnlySimulatedIsSaidToBeSo() {
        assertThat(
                        new Explanation(CLIENT, null, List.of(dropped(true)), Map.of())
                                .sentences(List.of(), FROM))
                .singleElement()
                .asString()
                .startsWith("203.0.113.9 is dropped (only simulated) since");
    }

    @Test
    void thatNothingStandsIsSaidToo() {
        assertThat(
                        new Explanation(CLIENT, "own network 203.0.113.0/24", List.of(), Map.of())
                                .sentences(DefaultRules.all(), FROM))
                .containsExactly(
                        "Nothing stands for 203.0.113.9.",
                        "It is never rejected or dropped: own network 203.0.113.0/24.");
    }

    private static TreeMap<String, Integer> counts() {
        return new TreeMap<>(Map.of("refused-again", 4, "rbl-listed", 1));
    }

    private static Decision.Made dropped(boolean simulated) {
        return new Decision.Made(
                Measure.DROP,
                CLIENT,
                List.of(CLIENT.network().address()),
                7,
                FROM,
                FROM,
                FROM.plus(Duration.ofHours(24)),
                simulated,
                "refused-again",
                "3 returns while refused within 1 h",
                null,
                null,
                "popauth",
                List.of(),
                null);
    }
}
