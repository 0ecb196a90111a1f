package org.popauth.enforcer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.popauth.enforcer.Decisions.START;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.simulated;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.Client;
import org.popauth.events.Measure;

class DecisionKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "2001:db8::/64", "2001:db8::1"})
    void theKeyOfADecisionIsRead(String client) {
        // Given
        var key = made(Measure.DROP, client, 1, START, Duration.ofHours(1)).key();

        // Then
        assertThat(DecisionKey.parse(key.getBytes(UTF_8)))
                .contains(new DecisionKey(Measure.DROP, Client.parse(client)));
    }

    @Test
    void theKeyOfASimulatedDecisionIsNone() {
        // Given
        var key =
                simulated(made(Measure.DROP, "2001:db8::/64", 1, START, Duration.ofHours(1))).key();

        // Then
        assertThat(DecisionKey.parse(key.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "DROP", "DROP/", "BAN/203.0.113.9", "DROP/203.0.113"})
    void anythingElseIsNone(String key) {
        assertThat(DecisionKey.parse(key.getBytes(UTF_8))).isEmpty();
    }
}
