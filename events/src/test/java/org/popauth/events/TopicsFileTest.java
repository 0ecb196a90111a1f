package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds `infra/kafka/topics.yaml`, from which a cluster's topics are created, to the code.
class TopicsFileTest {

    private final Map<String, JsonNode> topics = new TreeMap<>();

    TopicsFileTest() throws IOException {
        for (var topic : Documents.yaml(Documents.TOPICS).get("topics")) {
            topics.put(topic.get("name").asText(), topic);
        }
    }

    static List<Topic<?>> topics() {
        return Topics.all();
    }

    @Test
    void itListsTheTopicsAndNoOther() {
        assertThat(topics.keySet()).isEqualTo(Documents.topicNames());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aTopicIsKeptAsTheCodeSays(Topic<?> topic) {
        assertThat(retention(topic.name())).isEqualTo(Retention.of(topic));
        assertThat(retention(topic.deadLetters())).isEqualTo(Retention.ofDeadLetters());
    }

    @Test
    void everyTopicHasPartitions() {
        assertThat(topics.values())
                .allSatisfy(topic -> assertThat(topic.get("partitions").asInt()).isPositive());
    }

    @Test
    void everyLineIsOneThatTheScriptReads() throws IOException {
        assertThat(Files.readAllLines(Documents.TOPICS))
                .allMatch(
                        line ->
                                line.isEmpty()
                                        || line.matches(" *#.*")
                                        || line.equals("topics:")
                                        || line.matches("  - name: [a-z-]+")
                                        || line.matches("    partitions: [0-9]+")
                                        || line.equals("    config:")
                                        || line.matches("      [a-z.]+: [a-z0-9.]+"));
    }

    private Retention retention(String name) {
        var config = Objects.requireNonNull(topics.get(name), name).get("config");
        return new Retention(
                config.path("cleanup.policy").asText(), config.path("retention.ms").asText(""));
    }
}
