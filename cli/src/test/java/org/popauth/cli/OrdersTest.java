package org.popauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.cli.FakeInstance.Answer;
import org.popauth.events.Decoded;
import org.popauth.events.Json;
import org.popauth.events.Topics;

class OrdersTest {

    @TempDir Path data;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        ban 203.0.113.9                    | {"type":"ban","client":"203.0.113.9","measure":"REJECT"}
        ban 203.0.113.9 --drop --for 24h   | {"type":"ban","client":"203.0.113.9","measure":"DROP","duration":"PT24H"}
        ban 2001:DB8:0::/64 --reject       | {"type":"ban","client":"2001:db8::/64","measure":"REJECT"}
        lift 203.0.113.9                   | {"type":"lift","client":"203.0.113.9"}
        lift 203.0.113.9 --measure drop    | {"type":"lift","client":"203.0.113.9","measure":"DROP"}
        allow 192.0.2.77/24                | {"type":"allow","network":"192.0.2.0/24"}
        allow 192.0.2.1 --for 7d           | {"type":"allow","network":"192.0.2.1","until":"2026-03-08T12:00:00Z"}
        disallow 192.0.2.0/24              | {"type":"disallow","network":"192.0.2.0/24"}
        """)
    void anOrderIsGivenInTheWordsOfTheContract(String command, String expected) throws IOException {
        try (var instance = handling("done", "")) {
            var run = order(instance, command);

            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(run.out()).startsWith("Done: ");
            var request = instance.requests().getFirst();
            assertThat(request.method() + " " + request.uri())
                    .isEqualTo("POST /decision/v1/orders");
            assertThat(request.authorization()).isEqualTo("Bearer s3cret");
            var order = (ObjectNode) Json.mapper().readTree(request.body());
            assertThat(without(order)).isEqualTo(Json.mapper().readTree(expected));
            assertThat(isOfTheContract(order)).isTrue();
        }
    }

    @Test
    void whatWasPublishedIsPrintedAsJson() throws IOException {
        try (var instance = handling("done", "")) {
            var run = order(instance, "ban 203.0.113.9 --output json");

            assertThat(Json.mapper().readTree(run.out()).path("id").asText()).isEqualTo("x");
        }
    }

    @Test
    void anOrderAgainstAProtectedClientIsToldSo() throws IOException {
        try (var instance = handling("refused", "192.168.1.1 is protected: own network")) {
            var run = order(instance, "ban 192.168.1.1");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out())
                    .startsWith(
                            "Refused: REJECT 192.168.1.1. 192.168.1.1 is protected: own network");
        }
    }

    @Test
    void anOrderThatChangesNothingIsToldSo() throws IOException {
        try (var instance = handling("nothing", "nothing stood")) {
            var run = order(instance, "lift 203.0.113.9");

            assertThat(run.status()).isZero();
            assertThat(run.out()).startsWith("Nothing to do: lift 203.0.113.9 (nothing stood).");
        }
    }

    /// Accepts every order, and says at the second question what came of it.
    private static FakeInstance handling(String outcome, String detail) throws IOException {
        var asked = new AtomicInteger();
        var handled =
                "{\"items\":[{\"order\":{\"id\":\"x\"},\"outcome\":\"%s\",\"detail\":\"%s\"}]}"
                        .formatted(outcome, detail);
        return new FakeInstance(
                request -> {
                    if (request.method().equals("POST")) {
                        return new Answer(202, "{\"type\":\"ban\",\"id\":\"x\"}");
                    }
                    return new Answer(
                            200, asked.getAndIncrement() == 0 ? "{\"items\":[]}" : handled);
                });
    }

    @Test
    void anOrderThatIsNotAcceptedFails() throws IOException {
        try (var instance = FakeInstance.answering(400, "192.0.2.1 is on the allow-list")) {
            var run = order(instance, "ban 192.0.2.1");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("did not accept this (400): 192.0.2.1 is on the allow");
        }
    }

    private Run order(FakeInstance instance, String command) throws IOException {
        var options = " --reason because --by anna --data " + instance.leaveTracesIn(data);
        return Run.of((command + options).split(" "));
    }

    private static ObjectNode without(ObjectNode order) {
        assertThat(order.path("reason").asText()).isEqualTo("because");
        assertThat(order.path("by").asText()).isEqualTo("anna");
        return order.deepCopy().without(java.util.List.of("reason", "by"));
    }

    /// The instance adds what is missing: id and time.
    private static boolean isOfTheContract(ObjectNode order) {
        order.put("id", "00000000-0000-0000-0000-000000000001").put("at", "2026-03-01T12:00:00Z");
        var bytes = order.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Topics.OPERATOR_ORDERS.decode(bytes) instanceof Decoded.Value;
    }
}
