package org.popauth.ingest;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.popauth.events.MailEvent;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.SampleLines;

@QuarkusTest
@WithTestResource(KafkaResource.class)
@WithTestResource(LogFiles.class)
class IngestServiceTest {

    @Inject IngestProgress progress;

    private static String setting(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }

    private static void append(String source, String line) throws Exception {
        Files.writeString(
                Path.of(setting("ingest.sources." + source + ".path")),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Test
    void aLineInEachKindOfSourceBecomesAnEventKeyedByItsClient() throws Exception {
        // Given
        try (var published = new PublishedEvents(setting("kafka.bootstrap.servers"))) {
            // When
            append("follow", SampleLines.RBL_LISTED);
            append("fifo", SampleLines.POP3_LOGIN);
            // Then
            await().until(() -> published.read().size() >= 3);
            assertThat(published.read())
                    .extracting(MailEvent::client)
                    .extracting(Object::toString)
                    .contains("203.0.113.9", "192.0.2.20", "192.0.2.21");
            assertThat(published.keys())
                    .isEqualTo(published.read().stream().map(e -> e.client().toString()).toList());
        }
    }

    @Test
    void anArchiveIsReadToItsEndAndFinished() {
        // Given an archive whose last line has no line end
        // When
        await().until(progress::finished);
        // Then
        var counts = requireNonNull(progress.counts().get("archive"));
        assertThat(counts.recognised()).containsEntry("login-succeeded", 1L);
        assertThat(counts.unparsableSamples()).isEqualTo(List.of("no log line"));
    }

    @Test
    void isReadyWhileAFileIsWaitedFor() {
        await().untilAsserted(
                        () ->
                                given().get("/q/health/ready")
                                        .then()
                                        .statusCode(200)
                                        .body("status", equalTo("UP"))
                                        .body(containsString("waiting for file")));
    }

    @Test
    void metricsCarryThePrefixAndTheSource() {
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("popauth_ingest_lines_total{source=\"follow\"}"))
                .body(containsString("popauth_ingest_lag_seconds{source=\"follow\"}"));
    }
}
