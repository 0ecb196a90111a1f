package org.popauth.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.popauth.events.OffenceKind;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;
import org.popauth.testsupport.TestBroker;
import org.popauth.testsupport.TestDatabase;

@SuppressWarnings("NullAway.Init")
@QuarkusTest
@WithTestResource(KafkaResource.class)
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "datasource", value = "report"))
class OutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Set by the test resources.
    TestBroker broker;

    TestDatabase database;

    @Test
    void withoutTheBrokerItIsNotReadyOrdersAreNotSentAndItRecovers() {
        // Given
        awaitReadiness(200);

        // When
        broker.stop();
        try {
            awaitReadiness(503);

            // Then
            assertThat(given().get("/q/health/ready").asString()).contains("Kafka broker at");
            var answer =
                    Browser.ALICE.post(
                            "/orders/lift", Map.of("target", "192.0.2.60", "reason", "outage"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.asString()).contains("did not confirm the order");
            assertThat(Browser.ALICE.page("/audit?q=192.0.2.60")).contains("not sent");
            assertThat(Browser.ALICE.page("/")).contains("These pages may be old");
        } finally {
            broker.restart();
        }
        awaitReadiness(200);
        showsWhatComesNow("192.0.2.61", 7_000);
    }

    @Test
    void withoutTheDatabaseItIsNotReadyPagesSaySoAndItRecovers() {
        // Given
        awaitReadiness(200);

        // When
        database.stopServer();
        try {
            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    Browser.ALICE
                                                            .request()
                                                            .get("/offenders")
                                                            .statusCode())
                                            .isEqualTo(503));
            assertThat(Browser.ALICE.request().get("/offenders").asString())
                    .contains("The database of these pages does not answer.");
            awaitReadiness(503);
        } finally {
            database.restartServer();
        }
        awaitReadiness(200);
        showsWhatComesNow("192.0.2.62", 8_000);
    }

    private static void showsWhatComesNow(String address, int firstOffset) {
        var data = new SampleData(Instant.now());
        for (int i = 0; i < firstOffset; i++) {
            data.id();
        }
        try (var topics = new Topicals()) {
            topics.send(data.offence(Instant.now(), address, OffenceKind.RBL_LISTED));
        }
        Browser.ALICE.pageWhen("/clients?client=" + address, page -> page.contains("rbl-listed"));
    }

    private static void awaitReadiness(int status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(
                        () ->
                                assertThat(given().get("/q/health/ready").statusCode())
                                        .isEqualTo(status));
    }
}
