package org.popauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the records, the frozen examples and the published schemas together. After a change of the
/// records, `-Dpopauth.write-docs=true` writes the schemas anew.
class PublishedSchemasTest {

    static final Path SCHEMAS = Path.of("../docs/reference/schema");

    static Stream<Examples.Example> examples() {
        return Examples.all();
    }

    static List<Topic<?>> topics() {
        return Topics.all();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void thePublishedSchemaIsThatOfTheCode(Topic<?> topic) throws IOException {
        // Given
        var file = fileOf(topic);
        var text = pretty(ContractSchema.of(topic));
        if (Boolean.getBoolean("popauth.write-docs")) {
            Files.createDirectories(SCHEMAS);
            Files.writeString(file, text);
        }
        // When
        var published = Files.readString(file);
        // Then
        assertThat(published).as("%s; -Dpopauth.write-docs=true rewrites it", file).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyFieldIsDescribedOrNamesAType(Topic<?> topic) {
        for (var definition : ContractSchema.of(topic).get("$defs")) {
            assertThat(definition.hasNonNull("description")).as("%s", definition).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsValid(Examples.Example example) throws IOException {
        assertThat(validate(example.topic(), Json.MAPPER.readTree(example.bytes()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleWithoutARequiredFieldIsNotValid(Examples.Example example) throws IOException {
        // Given
        var tree = (ObjectNode) Json.MAPPER.readTree(example.bytes());
        var type = tree.get("type").asText();
        var required = ContractSchema.of(example.topic()).at("/$defs/" + type + "/required");
        for (var field : required) {
            // When
            var errors = validate(example.topic(), tree.deepCopy().without(field.asText()));
            // Then
            assertThat(errors).as(field.asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleWithAFieldOfAnotherKindIsNotValid(Examples.Example example) throws IOException {
        // Given
        var tree = (ObjectNode) Json.MAPPER.readTree(example.bytes());
        for (var field : (Iterable<String>) tree::fieldNames) {
            // When
            var errors = validate(example.topic(), withObject(tree, field));
            // Then
            assertThat(errors).as(field).isNotEmpty();
        }
    }

    @Test
    void textsThatTheCodeRefusesAreNotValid() throws IOException {
        assertThat(validate(Topics.DECISIONS, changed("made", "client", "mail.example.org")))
                .isNotEmpty();
        assertThat(validate(Topics.DECISIONS, changed("made", "measure", "drop"))).isNotEmpty();
        assertThat(validate(Topics.DECISIONS, changed("made", "at", "yesterday"))).isNotEmpty();
        assertThat(validate(Topics.DECISIONS, changed("made", "type", "unmade"))).isNotEmpty();
        assertThat(validate(Topics.OPERATOR_ORDERS, changed("ban", "measure", "RELAY")))
                .isNotEmpty();
        assertThat(validate(Topics.OPERATOR_ORDERS, changed("ban", "duration", "7d"))).isNotEmpty();
        assertThat(validate(Topics.ENFORCEMENTS, changed("enforced", "host", "a b"))).isNotEmpty();
    }

    @Test
    void aFieldOfALaterVersionIsValid() throws IOException {
        assertThat(validate(Topics.DECISIONS, changed("made", "addedLater", "x"))).isEmpty();
    }

    @Test
    void noOtherSchemaIsPublished() throws IOException {
        try (var files = Files.list(SCHEMAS)) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(
                            Topics.all().stream().map(PublishedSchemasTest::fileOf).toList());
        }
    }

    static Path fileOf(Topic<?> topic) {
        return SCHEMAS.resolve(topic.name() + ".schema.json");
    }

    private static ObjectNode withObject(ObjectNode tree, String field) {
        var changed = tree.deepCopy();
        changed.putObject(field);
        return changed;
    }

    private static ObjectNode changed(String example, String field, String value)
            throws IOException {
        var found = Examples.all().filter(e -> e.name().equals(example)).findFirst().orElseThrow();
        return ((ObjectNode) Json.MAPPER.readTree(found.bytes())).put(field, value);
    }

    private static List<Error> validate(Topic<?> topic, JsonNode value) throws IOException {
        return schema(topic)
                .validate(
                        value,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)));
    }

    private static Schema schema(Topic<?> topic) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(fileOf(topic)));
    }

    private static String pretty(JsonNode node) throws IOException {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return Json.MAPPER.writer(printer).writeValueAsString(node) + "\n";
    }
}
