package org.popauth.standalone.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnreadyTest {

    @Test
    void theChecksThatFailAreNamedWithWhatTheySay() {
        // Given
        var answer =
                """
                {"status":"DOWN","checks":[
                 {"name":"database","status":"UP","data":{"decision":"UP"}},
                 {"name":"agent","status":"DOWN","data":{"firewall":"nft is missing","tables":3}},
                 {"name":"outbox","status":"DOWN"}]}
                """;
        // When
        var words = Unready.of(answer.getBytes(UTF_8));
        // Then
        assertThat(words).isEqualTo("agent (firewall: nft is missing, tables: 3); outbox");
    }

    @Test
    void withoutAnAnswerThatIsWhatIsMissing() {
        for (var answer : new String[] {"", "<html>", "{}", "[]", "null"}) {
            // When
            var words = Unready.of(answer.getBytes(UTF_8));
            // Then
            assertThat(words).as(answer).isEqualTo("an answer of the services");
        }
    }
}
