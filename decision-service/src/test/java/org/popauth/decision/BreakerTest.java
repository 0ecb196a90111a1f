package org.popauth.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.popauth.decision.store.BreakerTallies;
import org.popauth.events.Decision;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;

/// The circuit breaker with its counts in the database.
@QuarkusTest
@TestProfile(BreakerTest.Own.class)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(
        value = PostgresResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "datasource", value = "decision"))
class BreakerTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant MINUTE = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    public static class Own implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "decision.breaker.measures-per-minute", "8",
                    "decision.breaker.clients-per-zone-and-minute", "5");
        }
    }

    @Inject DecisionProgress progress;
    @Inject BreakerTallies tallies;
    @Inject MeterRegistry meters;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private Bus bus;

    @BeforeEach
    void theServiceIsReady() {
        bus = new Bus(broker);
        await().atMost(SOON)
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        bus.close();
    }

    /// An RBL lists clients, all in the minute that begins at an instant.
    private List<Decision> listed(Instant minute, String zone, String network, int clients) {
        var sent = new ArrayList<RecordMetadata>();
        for (int i = 1; i <= clients; i++) {
            var events = new MailEvents("mx1:" + zone + minute + network + i, minute);
            sent.add(bus.send(events.rblListed(network + i, zone, "Listed")));
        }
        await().atMost(SOON)
                .until(() -> sent.stream().allMatch(this::isHandled) && progress.outboxIsEmpty());
        return IntStream.rangeClosed(1, clients)
                .mapToObj(i -> bus.decisions(network + i))
                .flatMap(List::stream)
                .toList();
    }

    private boolean isHandled(RecordMetadata record) {
        return progress.hasHandled(record.topic(), record.partition(), record.offset() + 1);
    }

    private static long enforced(List<Decision> decisions) {
        return decisions.stream().filter(decision -> !decision.simulated()).count();
    }

    @Test
    void anRblThatListsEverybodyIsSimulatedWithAnAlarm() {
        // When
        var decisions = listed(MINUTE, "dead.example", "203.0.113.", 12);
        // Then: the first are rejected, all others would be
        assertThat(decisions).hasSize(12);
        assertThat(enforced(decisions)).isEqualTo(5);
        assertThat(decisions)
                .filteredOn(Decision::simulated)
                .allSatisfy(
                        held -> {
                            assertThat(held.key()).endsWith("/simulated");
                            assertThat(held.reason())
                                    .endsWith(
                                            "; held back: dead.example lists more than 5 clients"
                                                    + " within a minute");
                        });
        // Then: everybody who looks is told
        RestAssured.get("/q/health/well")
                .then()
                .statusCode(503)
                .body("checks.name", hasItem("decision-service circuit breaker"))
                .body("checks.data.held", hasItem(containsString("dead.example lists more than")));
        assertThat(
                        meters.get("popauth_breaker_held_total")
                                .tag("rule", "rbl-listed")
                                .counter()
                                .count())
                .isGreaterThanOrEqualTo(7);
        // Then: another instance knows it from the database
        assertThat(held()).isGreaterThanOrEqualTo(7);
        // When: a minute later
        var later = listed(MINUTE.plusSeconds(60), "dead.example", "203.0.112.", 2);
        // Then
        assertThat(enforced(later)).isEqualTo(2);
    }

    private long held() {
        return QuarkusTransaction.requiringNew()
                .call(() -> tallies.heldSince(Instant.now().minus(Duration.ofMinutes(10))));
    }

    @Test
    void tooManyMeasuresOfAMinuteAreSimulatedWhateverLedToThem() {
        // Given: so many as are believed, by zones that are each believed
        var minute = MINUTE.minusSeconds(120);
        assertThat(enforced(listed(minute, "one.example", "198.51.100.", 4))).isEqualTo(4);
        assertThat(enforced(listed(minute, "two.example", "192.0.2.", 4))).isEqualTo(4);
        // When
        var further = listed(minute, "three.example", "198.18.0.", 3);
        // Then
        assertThat(further)
                .hasSize(3)
                .allMatch(Decision::simulated)
                .allMatch(each -> each.reason().contains("more than 8 new measures"));
    }
}
