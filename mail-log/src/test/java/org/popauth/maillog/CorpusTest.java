package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.popauth.events.MailEvent;
import org.popauth.events.Topics;

/// Every line of the corpus is read as it says.
class CorpusTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> aLineIsReadAsTheCorpusSays() {
        return CorpusCase.all().stream()
                .map(
                        each ->
                                DynamicTest.dynamicTest(
                                        each.file() + ": " + each.name(), () -> check(each)));
    }

    @Test
    void everyParserHasCases() {
        for (var parser : AllParsers.create()) {
            assertThat(CorpusCase.of(parser.daemon()))
                    .as("cases in corpus/%s", parser.daemon())
                    .isNotEmpty();
        }
    }

    private static void check(CorpusCase each) throws IOException {
        // Given
        var log = new SampleLog();
        each.given().forEach(log::read);

        // When
        var reading = log.read(each.line());

        // Then
        switch (reading) {
            case Reading.Recognised said -> checkEvent(said.event(), each.expect());
            case Reading.Ignored ignored ->
                    assertThat(ignored.name()).isEqualTo(each.expect().path("ignored").asText());
            case Reading.Unparsable wrong ->
                    assertThat(each.expect().has("unparsable")).as(wrong.reason()).isTrue();
        }
    }

    private static void checkEvent(MailEvent event, JsonNode expect) throws IOException {
        if (expect.has("ignored") || expect.has("unparsable")) {
            fail("read as " + event);
        }
        var json = JSON.readTree(Topics.MAIL_EVENTS.encode(event));
        expect.properties()
                .forEach(
                        field ->
                                assertThat(json.path(field.getKey()).asText(null))
                                        .as(field.getKey())
                                        .isEqualTo(field.getValue().asText(null)));
    }
}
