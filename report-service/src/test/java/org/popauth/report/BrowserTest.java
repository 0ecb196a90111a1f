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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;

@SuppressWarnings("NullAway.Init")
@QuarkusTest
@WithTestResource(KafkaResource.class)
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "datasource", value = "report"))
class BrowserTest {

    @BeforeEach
    void findChromium() {
        assumeTrue(
                Files.isExecutable(Chromium.DRIVER),
                () -> Chromium.DRIVER + " is missing: install chromium and chromium-driver");
    }

    @TestHTTPResource URI service;

    @Test
    void aDecisionBecomesARowOnAPageInARealBrowser() throws IOException {
        try (var chromium = new Chromium();
                var topics = new Topicals()) {
            // When
            topics.send(dropped("192.0.2.90"));

            // Then
            var page = address("/null-routes?q=192.0.2.90");
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

    @Test
    void everyHeadingStandsAsWhatIsBelowIt() throws IOException {
        try (var chromium = new Chromium();
                var topics = new Topicals()) {
            // Given
            readSample(topics);

            for (var page : List.of("/", "/offenders", "/hosts", "/clients?client=203.0.113.3")) {
                // When
                chromium.open(address(page));

                // Then
                assertThat(chromium.evaluate(NUMBERS)).as(page).isNotEqualTo("0");
                assertThat(chromium.evaluate(HEADS_THAT_STAND_OTHERWISE)).as(page).isEmpty();
            }
        }
    }

    private static void readSample(Topicals topics) {
        var data = new SampleData(Instant.now());
        topics.send(data.offence(Instant.now(), "203.0.113.3", OffenceKind.RBL_LISTED));
        data.decisions().forEach(topics::send);
        data.enforcements().forEach(topics::send);
        Browser.ALICE.pageWhen("/hosts", page -> page.contains("mx2.example.org"));
        Browser.ALICE.pageWhen("/offenders", page -> page.contains("rbl-listed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {375, 1280})
    void aCaptionIsReadWithoutScrolling(int width) throws IOException {
        try (var chromium = new Chromium();
                var topics = new Topicals()) {
            // Given
            readSample(topics);
            chromium.width(width);

            for (var page : WITH_TABLES) {
                // When
                chromium.open(address(page));

                // Then
                assertThat(chromium.evaluate("window.innerWidth")).isEqualTo("" + width);
                assertThat(chromium.evaluate(CUT_CAPTIONS.formatted(0))).as(page).isEmpty();
                assertThat(chromium.evaluate(CUT_CAPTIONS.formatted(9999))).as(page).isEmpty();
            }
        }
    }

    private static final List<String> WITH_TABLES =
            List.of(
                    "/",
                    "/authentications",
                    "/offenders",
                    "/null-routes",
                    "/hosts",
                    "/audit",
                    "/clients?client=203.0.113.3");

    /// Those that are not all in sight while their tables are scrolled to so many pixels.
    private static final String CUT_CAPTIONS =
            """
            [...document.querySelectorAll('.scroll caption')].filter(caption => {
              const around = caption.closest('.scroll');
              around.scrollLeft = %d;
              const text = document.createRange();
              text.selectNodeContents(caption);
              const seen = around.getBoundingClientRect();
              return [...text.getClientRects()].some(it => it.left < seen.left || it.right > seen.right);
            }).map(caption => caption.textContent).join(', ')""";

    private static final String NUMBERS = "document.querySelectorAll('tbody td.number').length";

    private static final String HEADS_THAT_STAND_OTHERWISE =
            """
            [...document.querySelectorAll('table')].flatMap(table =>
              [...table.tHead.rows[0].cells].filter((head, i) => {
                const below = table.tBodies[0].rows[0].cells[i];
                return below && getComputedStyle(head).textAlign != getComputedStyle(below).textAlign;
              }).map(head => head.textContent)).join(', ')""";

    private String address(String path) {
        return "http://alice:alice%20secret@" + service.getHost() + ":" + service.getPort() + path;
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
