package org.popauth.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/reference/events.md` to the code and the frozen examples.
class EventsPageTest {

    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private final String page;

    EventsPageTest() throws IOException {
        page = Files.readString(Documents.REFERENCE.resolve("events.md"));
    }

    @Test
    void everyExampleOnItIsAFrozenOne() throws IOException {
        // Given
        var frozen = Examples.all().map(e -> tree(e.bytes())).toList();
        // When
        var shown = new ArrayList<JsonNode>();
        for (var block : JSON.matcher(page).results().toList()) {
            shown.add(Json.MAPPER.readTree(block.group(1)));
        }
        // Then
        assertThat(shown).isNotEmpty().isSubsetOf(frozen);
    }

    @Test
    void everyTopicHasAnExampleOnIt() {
        for (var topic : Topics.all()) {
            assertThat(Examples.of(topic)).as(topic.name()).anyMatch(this::isShown);
        }
    }

    @Test
    void itNamesEveryWordOfTheContract() {
        for (var topic : Documents.topicNames()) {
            if (!topic.endsWith("-dead-letters")) {
                assertThat(page).contains("`" + topic + "`");
            }
        }
        assertThat(List.of(OffenceKind.values()))
                .allSatisfy(kind -> assertThat(page).contains("`" + kind + "`"));
        assertThat(List.of(Enforcement.Outcome.values()))
                .allSatisfy(outcome -> assertThat(page).contains("`" + outcome + "`"));
        assertThat(List.of(Measure.values()))
                .allSatisfy(measure -> assertThat(page).contains(measure.name()));
    }

    private boolean isShown(Examples.Example example) {
        return JSON.matcher(page)
                .results()
                .anyMatch(
                        block ->
                                tree(example.bytes()).equals(tree(block.group(1).getBytes(UTF_8))));
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON", e);
        }
    }
}
