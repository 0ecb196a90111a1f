package org.popauth.decision;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.popauth.decision.DecisionServiceTest.Own;
import org.popauth.events.Json;
import org.popauth.events.Topics;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;

@QuarkusTest
@io.quarkus.test.junit.TestProfile(Own.class)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(
        value = PostgresResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "datasource", value = "decision"))
class DecisionApiTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static int sources;

    @Inject DecisionProgress progress;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private Bus bus;
    private final MailEvents events = new MailEvents("mx1:api:" + sources++, Instant.now());

    @BeforeEach
    void theServiceIsReady() {
        bus = new Bus(broker);
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        bus.close();
    }

    private void handled(RecordMetadata record) {
        await().atMost(SOON)
                .until(
                        () ->
                                progress.hasHandled(
                                        record.topic(), record.partition(), record.offset() + 1));
    }

    private static RequestSpecification withToken() {
        return given().header("Authorization", "Bearer test-token-of-no-value");
    }

    @ParameterizedTest
    @CsvSource({"''", "Bearer", "Bearer wrong", "Basic dGVzdA==", "Bearer test-token-of-no-valu"})
    void whoHasNotTheTokenIsNotAnswered(String header) {
        given().header("Authorization", header)
                .get("/decision/v1/rules")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("detail", containsString("Authorization"));
    }

    @Test
    void aClientIsExplainedFromItsLines() {
        // Given
        handled(bus.send(events.rblListed("203.0.113.21", "rbl.example", "<b>Listed</b>")));
        // When
        var answer = withToken().get("/decision/v1/client?client=203.0.113.21").then();
        // Then
        answer.statusCode(200)
                .contentType("application/json")
                .body("client", equalTo("203.0.113.21"))
                .body("protectedBy", equalTo(null))
                .body("standing", hasSize(1))
                .body("standing[0].type", equalTo("made"))
                .body("standing[0].measure", equalTo("REJECT"))
                .body("history", hasSize(1))
                .body("events", hasSize(1))
                .body("events[0].type", equalTo("offence"))
                .body("events[0].line", equalTo("a line"))
                .body("offences.rbl-listed", equalTo(1))
                .body("explanation[0]", containsString("203.0.113.21 is rejected since"));
    }

    @Test
    void anAddressOfANetworkIsAnsweredForTheNetwork() {
        // Given
        handled(bus.send(events.rblListed("2001:db8:21::1", "rbl.example", "x")));
        // When
        var answer = withToken().get("/decision/v1/client?client=2001:db8:21::99").then();
        // Then
        answer.statusCode(200)
                .body("client", equalTo("2001:db8:21::/64"))
                .body("standing", hasSize(1));
    }

    @Test
    void whatStandsIsListedByMeasureRuleAndClient() {
        // Given
        handled(bus.send(events.rblListed("203.0.113.22", "rbl.example", "x")));
        handled(bus.send(events.login("198.51.100.22", "tony")));
        // Then
        withToken()
                .get("/decision/v1/standing?measure=REJECT&client=203.0.113.22")
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("items[0].client", equalTo("203.0.113.22"));
        withToken()
                .get("/decision/v1/standing?measure=RELAY&client=203.0.113.22")
                .then()
                .body("total", equalTo(0))
                .body("items", hasSize(0));
        withToken()
                .get("/decision/v1/standing?rule=login&limit=1")
                .then()
                .body("total", greaterThanOrEqualTo(1))
                .body("items", hasSize(1));
    }

    @Test
    void historyIsListedFromTheOldest() {
        // Given
        handled(bus.send(events.login("198.51.100.23", "tony")));
        // When
        var answer =
                withToken()
                        .queryParam("since", events.now().minusSeconds(1).toString())
                        .get("/decision/v1/decisions")
                        .then();
        // Then
        answer.statusCode(200)
                .body("total", greaterThanOrEqualTo(1))
                .body("items.client", hasItem("198.51.100.23"));
    }

    @ParameterizedTest
    @CsvSource({
        "standing?client=203.0.113.25, items",
        "client?client=203.0.113.25, standing",
        "client?client=203.0.113.25, history",
        "decisions?limit=1000, items"
    })
    void everyDecisionInAnAnswerIsTheOneOnTheTopic(String path, String list) throws IOException {
        // Given
        handled(bus.send(events.rblListed("203.0.113.25", "rbl.example", "x")));
        await().atMost(SOON).until(progress::outboxIsEmpty);
        var published =
                bus.decisions("203.0.113.25").stream()
                        .map(each -> new String(Topics.DECISIONS.encode(each), UTF_8))
                        .toList();
        // When
        var body = withToken().get("/decision/v1/" + path).then().statusCode(200).extract();
        // Then
        var answered = new ArrayList<String>();
        for (var item : Json.mapper().readTree(body.asByteArray()).path(list)) {
            if (item.path("client").asText().equals("203.0.113.25")) {
                answered.add(item.toString());
            }
        }
        assertThat(answered).isNotEmpty().isEqualTo(published);
        assertThat(published.getFirst()).startsWith("{\"type\":\"made\"");
    }

    @Test
    void aProtectedClientIsNamedSo() {
        withToken()
                .get("/decision/v1/client?client=192.168.1.1")
                .then()
                .statusCode(200)
                .body("protectedBy", containsString("own network"));
    }

    @Test
    void rulesAreToldWithTheirSentences() {
        withToken()
                .get("/decision/v1/rules")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("refused-again"))
                .body("items[0].sentence", notNullValue());
    }

    @Test
    void anOrderIsPublishedAndCarriedOut() {
        // When
        var id =
                withToken()
                        .contentType(ContentType.JSON)
                        .body(
                                """
                                {"type":"ban","client":"203.0.113.24","measure":"DROP",
                                 "reason":"nuisance","duration":"PT1H"}
                                """)
                        .post("/decision/v1/orders")
                        .then()
                        .statusCode(202)
                        .body("by", equalTo("api"))
                        .body("type", equalTo("ban"))
                        .extract()
                        .path("id");
        // Then
        assertThat(id).isNotNull();
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                withToken()
                                        .get("/decision/v1/standing?client=203.0.113.24")
                                        .then()
                                        .body("total", equalTo(1)));
    }

    @Test
    void aRefusedOrderIsRecordedWithItsReason() {
        // When
        withToken()
                .contentType(ContentType.JSON)
                .body(
                        """
                        {"type":"ban","client":"127.0.0.1","measure":"DROP","reason":"oops"}
                        """)
                .post("/decision/v1/orders")
                .then()
                .statusCode(202);
        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                withToken()
                                        .get("/decision/v1/orders")
                                        .then()
                                        .body("items.outcome", hasItem("refused"))
                                        .body(
                                                "items.detail",
                                                hasItem(
                                                        "127.0.0.1 is protected: own network"
                                                                + " 127.0.0.0/8")));
    }

    @Test
    void anAllowedNetworkIsOnTheList() {
        // When
        withToken()
                .contentType(ContentType.JSON)
                .body(
                        """
                        {"type":"allow","network":"192.0.2.128/25","reason":"partner","by":"anna"}
                        """)
                .post("/decision/v1/orders")
                .then()
                .statusCode(202);
        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                withToken()
                                        .get("/decision/v1/allow-list")
                                        .then()
                                        .body("items.network", hasItem("192.0.2.128/25"))
                                        .body("items.by", hasItem("anna")));
    }

    @ParameterizedTest
    @CsvSource({
        "standing?limit=0, limit",
        "standing?limit=9999999999, limit",
        "standing?offset=-1, offset",
        "standing?measure=BAN, measure",
        "standing?client=1.2.3, client",
        "client, client",
        "client?client=1.2.3.0/24, client",
        "decisions?since=yesterday, since"
    })
    void aBadParameterIsNamed(String path, String parameter) {
        withToken()
                .get("/decision/v1/" + path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo(parameter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|body",
                "{|body",
                "{\"type\":\"ban\"}|reason",
                "{\"type\":\"nothing\",\"reason\":\"x\"}|type",
                "{\"type\":\"ban\",\"reason\":\"x\",\"measure\":\"DROP\"}|client",
                "{\"type\":\"allow\",\"reason\":\"x\"}|network",
                "{\"type\":\"ban\",\"reason\":\"x\",\"client\":\"1.2.3.4\"}|measure"
            })
    void aBadOrderIsNotPublished(String body, String parameter) {
        withToken()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/decision/v1/orders")
                .then()
                .statusCode(400)
                .body("parameter", equalTo(parameter));
    }
}
