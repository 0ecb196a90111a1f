package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    private static final Set<String> OPTIONAL =
            Set.of(
                    "user",
                    "session",
                    "reason",
                    "stage",
                    "code",
                    "sender",
                    "recipient",
                    "helo",
                    "zone",
                    "text",
                    "reply",
                    "observedAt",
                    "duration",
                    "until",
                    "measure",
                    "delay",
                    "detail");

    static Stream<Examples.Example> minimalExamples() {
        return Examples.all()
                .filter(e -> e.name().endsWith("-minimal") || e.name().equals("disallow"));
    }

    static Stream<Examples.Example> examples() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("minimalExamples")
    void aRequiredFieldThatIsMissingOrNullMakesARecordMalformed(Examples.Example example)
            throws IOException {
        for (var field : fieldsOf(example)) {
            for (var broken : List.of(without(example, field), with(example, field, nothing()))) {
                // When
                var decoded = example.topic().decode(Json.MAPPER.writeValueAsBytes(broken));
                // Then
                assertThat(decoded).as(broken::toString).isInstanceOf(Decoded.Malformed.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aFieldThatMayBeMissingMayBeNull(Examples.Example example) throws IOException {
        var required = fieldsOf(minimalOf(example));
        for (var field : fieldsOf(example)) {
            if (OPTIONAL.contains(field) && !required.contains(field)) {
                // When
                var tree = with(example, field, nothing());
                var decoded = example.topic().decode(Json.MAPPER.writeValueAsBytes(tree));
                // Then
                assertThat(decoded).as(field).isInstanceOf(Decoded.Value.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aFieldOfAnotherKindNeverThrows(Examples.Example example) throws IOException {
        for (var field : fieldsOf(example)) {
            for (var odd : oddValues()) {
                // When
                var tree = with(example, field, odd);
                var decoded = example.topic().decode(Json.MAPPER.writeValueAsBytes(tree));
                // Then
                assertThat(decoded).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"made\"",
                "{}",
                "{\"type\":null}",
                "{\"type\":\"made\"}",
                "{\"type\":\"made\"} {}",
                "\u0000",
            })
    void whatIsNoValueIsMalformed(String text) {
        // When
        var decoded = Topics.DECISIONS.decode(text.getBytes(StandardCharsets.UTF_8));
        // Then
        assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void theReasonNamesTheMissingField() {
        // When
        var decoded =
                Topics.OPERATOR_ORDERS.decode(
                        "{\"type\":\"lift\",\"at\":\"2026-03-09T14:00:00Z\"}"
                                .getBytes(StandardCharsets.UTF_8));
        // Then
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class, m -> assertThat(m.reason()).contains("'id'"));
    }

    @Test
    void aMeasureIsNotReadFromANumber() throws IOException {
        // Given
        var example = Examples.of(Topics.DECISIONS).getFirst();
        // When
        var tree = with(example, "measure", JsonNodeFactory.instance.numberNode(0));
        // Then
        assertThat(Topics.DECISIONS.decode(Json.MAPPER.writeValueAsBytes(tree)))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void deepNestingIsMalformed() {
        // Given
        var text = "{\"type\":\"made\",\"x\":" + "[".repeat(100_000);
        // When
        var decoded = Topics.DECISIONS.decode(text.getBytes(StandardCharsets.UTF_8));
        // Then
        assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    }

    @Property(tries = 500)
    void anyBytesAreMalformedAndNeverThrow(@ForAll byte[] bytes) {
        for (var topic : Topics.all()) {
            assertThat(topic.decode(bytes)).isInstanceOf(Decoded.Malformed.class);
        }
    }

    @Test
    void everyTopicHasItsOwnDeadLetters() {
        assertThat(Topics.all().stream().map(Topic::deadLetters))
                .containsExactly(
                        "mail-events-dead-letters",
                        "decisions-dead-letters",
                        "operator-orders-dead-letters",
                        "enforcements-dead-letters");
    }

    private static List<JsonNode> oddValues() throws IOException {
        var nodes = JsonNodeFactory.instance;
        return List.of(
                nodes.numberNode(-1),
                nodes.numberNode(new BigDecimal("1e1000000")),
                nodes.numberNode(new BigDecimal("-9.9e99999")),
                nodes.numberNode(Long.MAX_VALUE),
                nodes.numberNode(0.5),
                nodes.textNode(""),
                nodes.textNode("x\u0000\u202e"),
                nodes.textNode("+1000000000-12-31T23:59:60Z"),
                nodes.textNode("PT9999999999999999999H"),
                nodes.textNode("a#99999999999999999999-1"),
                nodes.textNode("a#1-"),
                nodes.textNode("::/129"),
                nodes.textNode("1.2.3.4/"),
                nodes.booleanNode(true),
                Json.MAPPER.readTree("[]"),
                Json.MAPPER.readTree("[null]"),
                Json.MAPPER.readTree("[1e99999]"),
                Json.MAPPER.readTree("[1,2,3,4,5,6,7]"),
                Json.MAPPER.readTree("{}"));
    }

    private static Examples.Example minimalOf(Examples.Example example) throws IOException {
        var type = Json.MAPPER.readTree(example.bytes()).get("type").asText();
        return minimalExamples()
                .filter(e -> e.topic().equals(example.topic()))
                .filter(e -> e.name().equals(type + "-minimal") || e.name().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static TreeSet<String> fieldsOf(Examples.Example example) throws IOException {
        var fields = new TreeSet<String>();
        Json.MAPPER.readTree(example.bytes()).fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static JsonNode nothing() {
        return JsonNodeFactory.instance.nullNode();
    }

    private static ObjectNode with(Examples.Example example, String field, JsonNode value)
            throws IOException {
        return ((ObjectNode) Json.MAPPER.readTree(example.bytes())).set(field, value);
    }

    private static ObjectNode without(Examples.Example example, String field) throws IOException {
        return ((ObjectNode) Json.MAPPER.readTree(example.bytes())).without(field);
    }
}
