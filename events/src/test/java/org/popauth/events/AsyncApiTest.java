package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds `docs/reference/asyncapi.yaml` to the topics, the schemas and the frozen examples.
class AsyncApiTest {

    private final JsonNode document;

    AsyncApiTest() throws IOException {
        document = Documents.yaml(Documents.REFERENCE.resolve("asyncapi.yaml"));
    }

    static List<Topic<?>> topics() {
        return Topics.all();
    }

    @Test
    void itListsTheTopicsAndNoOther() {
        assertThat(Documents.names(document.get("channels"))).isEqualTo(Documents.topicNames());
        for (var channel : document.get("channels").properties()) {
            assertThat(channel.getValue().get("address").asText()).isEqualTo(channel.getKey());
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aChannelListsTheTypesOfItsTopic(Topic<?> topic) {
        var types =
                Stream.of(topic.valueType().getAnnotation(JsonSubTypes.class).value())
                        .map(JsonSubTypes.Type::name)
                        .collect(Collectors.toSet());
        assertThat(Documents.names(channel(topic.name()).get("messages"))).isEqualTo(types);
        assertThat(Documents.names(channel(topic.deadLetters()).get("messages")))
                .containsExactly("dead-letter");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aChannelIsKeptAsLongAsItsTopic(Topic<?> topic) {
        assertKept(topic.name(), Retention.of(topic));
        assertKept(topic.deadLetters(), Retention.ofDeadLetters());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aMessagePointsToItsSchemaAndAllItsExamples(Topic<?> topic) {
        for (var type : Documents.names(channel(topic.name()).get("messages"))) {
            var message = document.at("/components/messages/" + type);
            assertThat(message.at("/payload/schema/$ref").asText())
                    .isEqualTo("schema/" + topic.name() + ".schema.json#/$defs/" + type);
            assertThat(message.get("x-examples"))
                    .extracting(example -> example.get("$ref").asText())
                    .containsExactlyElementsOf(exampleFiles(topic, type));
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        var references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty();
        for (var reference : new TreeSet<>(references)) {
            assertThat(resolve(reference).isMissingNode()).as(reference).isFalse();
        }
    }

    @Test
    void everyMessageSaysWhatItsKeyIs() {
        for (var message : document.at("/components/messages")) {
            assertThat(message.at("/bindings/kafka/key/description").asText()).isNotEmpty();
        }
    }

    @Test
    void aDeadLetterHasTheHeadersOfTheCode() {
        var headers = document.at("/components/messages/dead-letter/headers/properties");
        assertThat(Documents.names(headers))
                .isEqualTo(
                        Set.of(
                                Topics.DEAD_LETTER_REASON,
                                Topics.DEAD_LETTER_TOPIC,
                                Topics.DEAD_LETTER_PARTITION,
                                Topics.DEAD_LETTER_OFFSET));
    }

    @Test
    void everyChannelIsReadOrWritten() {
        var used = document.get("operations").findValuesAsText("$ref");
        assertThat(new TreeSet<>(used))
                .isEqualTo(
                        Documents.topicNames().stream()
                                .map(name -> "#/channels/" + name)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private void assertKept(String name, Retention wanted) {
        var settings = channel(name).at("/bindings/kafka/topicConfiguration");
        assertThat(settings.at("/cleanup.policy/0").asText()).isEqualTo(wanted.policy());
        assertThat(settings.path("retention.ms").asText("")).isEqualTo(wanted.millis());
    }

    private JsonNode channel(String name) {
        return document.get("channels").get(name);
    }

    private static List<String> exampleFiles(Topic<?> topic, String type) {
        return Examples.of(topic).stream()
                .filter(e -> e.name().equals(type) || e.name().startsWith(type + "-"))
                .map(e -> "../../events/" + e.file())
                .toList();
    }

    private JsonNode resolve(String reference) throws IOException {
        int hash = reference.indexOf('#');
        var file = hash < 0 ? reference : reference.substring(0, hash);
        var pointer = hash < 0 ? "" : reference.substring(hash + 1);
        if (file.isEmpty()) {
            return document.at(pointer);
        }
        var bytes = Files.readAllBytes(Documents.REFERENCE.resolve(file));
        return Json.MAPPER.readTree(bytes).at(pointer);
    }
}
