package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrozenExamplesTest {

    static Stream<Examples.Example> examples() {
        return Examples.all();
    }

    static List<Topic<?>> topics() {
        return Topics.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsReadAndWrittenAsItIs(Examples.Example example) throws IOException {
        // When
        var written = encodeAgain(example.topic(), example.bytes());
        // Then
        assertThat(Json.MAPPER.readTree(written)).isEqualTo(Json.MAPPER.readTree(example.bytes()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsNamedAfterItsType(Examples.Example example) throws IOException {
        // When
        var type = Json.MAPPER.readTree(example.bytes()).get("type").asText();
        // Then
        assertThat(example.name())
                .satisfiesAnyOf(
                        name -> assertThat(name).isEqualTo(type),
                        name -> assertThat(name).startsWith(type + "-"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aFieldOfALaterVersionIsIgnored(Examples.Example example) throws IOException {
        // Given
        var tree = (ObjectNode) Json.MAPPER.readTree(example.bytes());
        tree.putObject("addedLater").putArray("deep").add(1).addNull();
        // When
        var written = encodeAgain(example.topic(), Json.MAPPER.writeValueAsBytes(tree));
        // Then
        assertThat(Json.MAPPER.readTree(written)).isEqualTo(Json.MAPPER.readTree(example.bytes()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aTypeOfALaterVersionIsNamed(Examples.Example example) throws IOException {
        // Given
        var tree = (ObjectNode) Json.MAPPER.readTree(example.bytes());
        tree.put("type", "added-later\u001b[2J");
        // When
        var decoded = example.topic().decode(Json.MAPPER.writeValueAsBytes(tree));
        // Then
        assertThat(decoded).isEqualTo(new Decoded.UnknownType<>("added-later?[2J"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleCutShortIsMalformed(Examples.Example example) {
        // Given
        var text = new String(example.bytes(), StandardCharsets.UTF_8).strip();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            // When
            var decoded = example.topic().decode(Arrays.copyOf(bytes, length));
            // Then
            assertThat(decoded).as("first %s bytes", length).isInstanceOf(Decoded.Malformed.class);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTypeHasAnExampleOfItsName(Topic<?> topic) {
        // When
        var examples = Examples.of(topic).stream().map(Examples.Example::name).toList();
        // Then
        assertThat(examples).containsAll(typeNames(topic));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTypeIsDeclaredToJackson(Topic<?> topic) {
        // When
        var declared = subTypes(topic).map(JsonSubTypes.Type::value).collect(Collectors.toSet());
        // Then
        assertThat(declared).isEqualTo(Set.of(topic.valueType().getPermittedSubclasses()));
    }

    private static Set<String> typeNames(Topic<?> topic) {
        return subTypes(topic).map(JsonSubTypes.Type::name).collect(Collectors.toSet());
    }

    private static Stream<JsonSubTypes.Type> subTypes(Topic<?> topic) {
        return Stream.of(topic.valueType().getAnnotation(JsonSubTypes.class).value());
    }

    private static <V> byte[] encodeAgain(Topic<V> topic, byte[] bytes) {
        return switch (topic.decode(bytes)) {
            case Decoded.Value<V>(var value) -> topic.encode(value);
            case Decoded.UnknownType<V>(var type) -> throw new AssertionError("unknown " + type);
            case Decoded.Malformed<V>(var reason) -> throw new AssertionError(reason);
        };
    }
}
