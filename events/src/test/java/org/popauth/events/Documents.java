package org.popauth.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// The documents outside this module that say the same as the code.
final class Documents {

    static final Path REFERENCE = Path.of("../docs/reference");
    static final Path TOPICS = Path.of("../infra/kafka/topics.yaml");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Documents() {}

    static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(Files.readAllBytes(file));
    }

    /// Every topic that has to exist.
    static Set<String> topicNames() {
        var names = new TreeSet<String>();
        names.add(Topics.SYSLOG);
        for (var topic : Topics.all()) {
            names.add(topic.name());
            names.add(topic.deadLetters());
        }
        return names;
    }

    static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
