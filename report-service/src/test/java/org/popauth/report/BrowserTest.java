package org.popauth.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;

@SuppressWarnings("NullAway.Init")
@QuarkusTest
@WithTestResource(KafkaResource.class)
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "datasource", value = "report"))
class BrowserTest {

    @TestHTTPResource URI service;

    @Test
    void aDecisionBecomesARowOnAPageInARealBrowser() throws IOException {
        assumeTrue(
                Files.isExecutable(Chromium.DRIVER),
                () -> Chromium.DRIVER + " is missing: install chromium and chromium-driver");
        try (var chromium = new Chromium();
                var topics = new Topicals()) {
            // When
            topics.send(dropped("192.0.2.90"));

            // Then
            var page =
                    "http://alice:alice%20secret@"
                            + service.getHost()
                            + ":"
                            + service.getPort()
                            + "/null-routes?q=192.0.2.90";
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> {
                                chromium.open(page);
                                assertThat(chromium.evaluate(row())).isEqualTo("192.0.2.90");
                            });
            assertThat(chromium.evaluate("document.title")).isEqualTo("Null routes · popAuth");
            assertThat(chromium.evaluate("document.styleSheets[0].cssRules.length > 50"))
                    .isEqualTo("true");
            assertThat(
                            chromium.evaluate(
                                    "document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo("true");
        }
    }

    private static String row() {
        return "document.querySelector('tbody th')?.textContent.trim()";
    }

    private static Decision dropped(String client) {
        var parsed = Client.parse(client);
        var now = Instant.now();
        return new Decision.Made(
                Measure.DROP,
                parsed,
                List.of(parsed.network().address()),
                9_090,
                now,
                now,
                now.plusSeconds(3600),
                false,
                "refused-again",
                "came back 3 times",
                null,
                null,
                "popauth",
                List.of(),
                null);
    }
}
