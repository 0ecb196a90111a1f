package org.popauth.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Decoded;
import org.popauth.events.Measure;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Topics;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;

@QuarkusTest
@WithTestResource(KafkaResource.class)
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "datasource", value = "report"))
class OrdersTest {

    private static final Instant NOW = Instant.now();

    @Test
    void aLiftIsPublishedAuditedAndShownUntilTheDecisionComesBack() {
        try (var topics = new Topicals()) {
            // Given
            topics.send(rejected("192.0.2.40", 5001));
            Browser.ALICE.pageWhen("/rbl-cache?q=192.0.2.40", page -> page.contains(">Delete"));

            // When
            var answer = lift(Browser.ALICE, "192.0.2.40", "a customer, they called");

            // Then
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.header("Location")).endsWith("/rbl-cache?done=lift");
            assertThat(orders())
                    .anySatisfy(
                            order -> {
                                assertThat(order).isInstanceOf(OperatorOrder.Lift.class);
                                assertThat(order.by()).isEqualTo("alice");
                                assertThat(order.key()).isEqualTo("192.0.2.40");
                                assertThat(order.reason()).isEqualTo("a customer, they called");
                            });
            assertThat(Browser.ALICE.page("/rbl-cache?q=192.0.2.40&done=lift"))
                    .contains("lift ordered")
                    .contains("Lift ordered. The entry goes when the decision comes back.");
            assertThat(Browser.ALICE.page("/audit?q=192.0.2.40"))
                    .contains("a customer, they called")
                    .contains("sent; waiting for the decision");

            // and when the decision comes back
            topics.send(withdrawn("192.0.2.40", 5002));
            Browser.ALICE.pageWhen(
                    "/rbl-cache?q=192.0.2.40", page -> page.contains("Nothing stands."));
            assertThat(Browser.ALICE.page("/audit?q=192.0.2.40"))
                    .contains("REJECT of 192.0.2.40 withdrawn");
        }
    }

    @Test
    void aBanAndAPermissionArePublishedToo() {
        // When
        var ban =
                Browser.ALICE.post(
                        "/orders/ban",
                        Map.of(
                                "target", "2001:db8:9::/64",
                                "measure", "DROP",
                                "duration", "PT24H",
                                "reason", "floods"));
        var allow =
                Browser.ALICE.post(
                        "/orders/allow", Map.of("target", "192.0.2.0/28", "reason", "our partner"));

        // Then
        assertThat(ban.statusCode()).isEqualTo(303);
        assertThat(ban.header("Location")).contains("client=2001%3Adb8%3A9%3A%3A%2F64");
        assertThat(allow.statusCode()).isEqualTo(303);
        assertThat(orders())
                .anyMatch(
                        order ->
                                order instanceof OperatorOrder.Ban given
                                        && given.key().equals("2001:db8:9::/64")
                                        && given.measure() == Measure.DROP
                                        && Duration.ofDays(1).equals(given.duration()))
                .anyMatch(
                        order ->
                                order instanceof OperatorOrder.Allow given
                                        && given.key().equals("192.0.2.0/28")
                                        && given.until() == null);
    }

    @Test
    void aViewerMayNotOrder() {
        assertThat(lift(Browser.VICTOR, "192.0.2.41", "let me").statusCode()).isEqualTo(403);
        assertThat(orders()).noneMatch(order -> order.key().equals("192.0.2.41"));
        assertThat(Browser.ALICE.page("/audit?q=192.0.2.41")).contains("No order yet.");
    }

    @Test
    void anOrderNeedsATokenOfThePage() {
        var form = Map.of("target", "192.0.2.42", "reason", "forged", "measure", "REJECT");

        Browser.ALICE.request().formParams(form).post("/orders/lift").then().statusCode(400);
        Browser.ALICE
                .request()
                .cookie("csrf-token", "AAAAAAAAAAAAAAAAAAAAAA")
                .formParam("csrf-token", "BBBBBBBBBBBBBBBBBBBBBA")
                .formParams(form)
                .post("/orders/lift")
                .then()
                .statusCode(400);
        Browser.ALICE
                .request()
                .contentType("text/plain")
                .body("target=192.0.2.42&reason=forged")
                .post("/orders/lift")
                .then()
                .statusCode(415);
        assertThat(orders()).noneMatch(order -> order.key().equals("192.0.2.42"));
    }

    @Test
    void anOrderNeedsALogIn() {
        given().formParam("target", "192.0.2.43")
                .post("/orders/lift")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(400, 401));
        assertThat(orders()).noneMatch(order -> order.key().equals("192.0.2.43"));
    }

    @Test
    void anOrderThatCannotBeIsRefusedWithAPage() {
        assertRefused("/orders/lift", Map.of("target", "192.0.2.44"), "needs a reason");
        assertRefused(
                "/orders/lift",
                Map.of("target", "192.0.2.44", "reason", "x".repeat(513)),
                "longer than 512");
        assertRefused("/orders/lift", Map.of("target", "<script>", "reason", "x"), "Not a client");
        assertRefused("/orders/ban", Map.of("target", "192.0.2.44", "reason", "x"), "measure");
        assertRefused(
                "/orders/ban",
                Map.of("target", "192.0.2.44", "reason", "x", "measure", "RELAY"),
                "REJECT or DROP");
        assertRefused(
                "/orders/ban",
                Map.of("target", "192.0.2.44", "reason", "x", "measure", "DROP", "duration", "-1"),
                "duration");
        assertThat(orders()).noneMatch(order -> order.key().equals("192.0.2.44"));
    }

    private static void assertRefused(String path, Map<String, String> form, String why) {
        var answer = Browser.ALICE.post(path, form);
        assertThat(answer.statusCode()).as(why).isEqualTo(400);
        assertThat(answer.asString()).contains(why).doesNotContain("<script");
    }

    private static io.restassured.response.Response lift(
            Browser browser, String client, String reason) {
        return browser.post(
                "/orders/lift",
                Map.of(
                        "target",
                        client,
                        "measure",
                        "REJECT",
                        "reason",
                        reason,
                        "back",
                        "rbl-cache"));
    }

    private static Decision rejected(String client, long revision) {
        var parsed = Client.parse(client);
        return new Decision.Made(
                Measure.REJECT,
                parsed,
                List.of(parsed.network().address()),
                revision,
                NOW,
                NOW,
                NOW.plusSeconds(3600),
                false,
                "rbl-listed",
                "listed",
                null,
                null,
                "popauth",
                List.of(),
                null);
    }

    private static Decision withdrawn(String client, long revision) {
        return new Decision.Withdrawn(
                Measure.REJECT,
                Client.parse(client),
                revision,
                Instant.now(),
                false,
                "operator",
                "a customer, they called",
                "alice",
                List.of(),
                null);
    }

    /// All orders on the topic.
    private static Set<OperatorOrder> orders() {
        var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        var found = new HashSet<OperatorOrder>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(Topics.OPERATOR_ORDERS.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (var one : consumer.poll(Duration.ofMillis(100))) {
                    if (Topics.OPERATOR_ORDERS.decode(one.value())
                            instanceof Decoded.Value<OperatorOrder>(var order)) {
                        found.add(order);
                    }
                }
            }
        }
        return found;
    }
}
