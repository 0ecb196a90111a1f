package org.popauth.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.Measure;
import org.popauth.events.Network;
import org.popauth.events.OffenceKind;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Topics;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;

@QuarkusTest
@TestProfile(DecisionServiceTest.Own.class)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(
        value = PostgresResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "datasource", value = "decision"))
class DecisionServiceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static int sources;

    public static class Own implements QuarkusTestProfile {}

    @Inject DecisionProgress progress;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private Bus bus;
    private final MailEvents events =
            new MailEvents("mx1:test:" + sources++, Instant.now().truncatedTo(ChronoUnit.SECONDS));

    @BeforeEach
    void theServiceIsReady() {
        bus = new Bus(broker);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                io.restassured.RestAssured.get("/q/health/ready")
                                        .then()
                                        .statusCode(200));
    }

    @AfterEach
    void close() {
        bus.close();
    }

    private void handled(RecordMetadata record) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () ->
                                progress.hasHandled(
                                                record.topic(),
                                                record.partition(),
                                                record.offset() + 1)
                                        && progress.outboxIsEmpty());
    }

    @Test
    void aLoginIsPublishedAsAGrant() {
        // When
        handled(bus.send(events.login("198.51.100.1", "tony")));
        // Then
        assertThat(bus.decisions("198.51.100.1"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Decision.Made.class,
                        made -> {
                            assertThat(made.measure()).isEqualTo(Measure.RELAY);
                            assertThat(made.until())
                                    .isEqualTo(events.now().plus(Duration.ofMinutes(30)));
                        });
    }

    @Test
    void anRblRefusalAndThreeReturnsBecomeRejectAndDrop() {
        // Given
        bus.send(events.rblListed("203.0.113.1", "rbl.example", "Listed"));
        bus.send(events.offence("203.0.113.1", OffenceKind.REFUSED_AGAIN));
        bus.send(events.offence("203.0.113.1", OffenceKind.REFUSED_AGAIN));
        // When
        handled(bus.send(events.offence("203.0.113.1", OffenceKind.REFUSED_AGAIN)));
        // Then
        assertThat(bus.decisions("203.0.113.1"))
                .extracting(Decision::key)
                .containsExactlyInAnyOrder("REJECT/203.0.113.1", "DROP/203.0.113.1");
    }

    @Test
    void aLineThatIsReadTwiceCountsOnce() {
        // Given
        var first = events.offence("203.0.113.2", OffenceKind.HELO_FORGED);
        bus.send(first);
        // When
        bus.send(first);
        handled(bus.send(first));
        // Then
        assertThat(bus.decisions("203.0.113.2")).isEmpty();
        // When: another line
        handled(bus.send(events.offence("203.0.113.2", OffenceKind.HELO_FORGED)));
        // Then
        assertThat(bus.decisions("203.0.113.2")).hasSize(1);
    }

    @Test
    void whatCannotBeReadGoesToDeadLettersAndStopsNothing() {
        // Given
        var junk = "{\"type\":\"offence\",\"id\":".getBytes(UTF_8);
        var topic = Topics.MAIL_EVENTS.name();
        var poison = bus.send(topic, "203.0.113.3", junk);
        bus.send(topic, "203.0.113.3", null);
        bus.send(topic, "203.0.113.3", "{\"type\":\"from-the-future\"}".getBytes(UTF_8));
        bus.send(topic, "203.0.113.3", "{\"type\":\"logged-out\"}".getBytes(UTF_8));
        // When
        handled(bus.send(events.rblListed("203.0.113.3", "rbl.example", "Listed")));
        // Then
        assertThat(bus.decisions("203.0.113.3")).hasSize(1);
        var dead =
                bus.read(Topics.MAIL_EVENTS.deadLetters()).stream()
                        .filter(each -> "203.0.113.3".equals(new String(each.key(), UTF_8)))
                        .toList();
        assertThat(dead).hasSize(3);
        var letter = dead.getFirst();
        assertThat(letter.value()).isEqualTo(junk);
        assertThat(header(letter.headers(), Topics.DEAD_LETTER_OFFSET))
                .isEqualTo(Long.toString(poison.offset()));
        assertThat(header(letter.headers(), Topics.DEAD_LETTER_PARTITION))
                .isEqualTo(Integer.toString(poison.partition()));
        assertThat(header(letter.headers(), Topics.DEAD_LETTER_TOPIC)).isEqualTo(topic);
        assertThat(header(letter.headers(), Topics.DEAD_LETTER_REASON)).isNotBlank();
    }

    private static String header(org.apache.kafka.common.header.Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    @Test
    void hostileTextHarmsNothing() {
        // Given
        var hostile = "<script>\u0000\u001b[2J\u202e' or 1=1;--";
        // When
        handled(bus.send(events.login("198.51.100.4", hostile)));
        handled(bus.send(events.rblListed("203.0.113.4", "rbl.example", hostile)));
        handled(bus.send(events.loginFailed("203.0.113.4", hostile)));
        // Then
        assertThat(bus.decisions("203.0.113.4")).hasSize(1);
    }

    @Test
    void whatIsOverByTheClockIsForgotten() {
        // Given: lines of last year
        var old =
                new MailEvents("mx1:old", Instant.now().minus(Duration.ofDays(300)))
                        .rblListed("203.0.113.5", "rbl.example", "Listed");
        // When
        handled(bus.send(old));
        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(bus.forgottenKeys()).contains("REJECT/203.0.113.5"));
        assertThat(bus.decisions("203.0.113.5")).hasSize(1);
    }

    @Test
    void ordersAreCarriedOutOnce() {
        // Given
        var client = Client.parse("203.0.113.6");
        var ban =
                new OperatorOrder.Ban(
                        UUID.randomUUID(),
                        events.now(),
                        "anna",
                        "nuisance",
                        client,
                        Measure.DROP,
                        Duration.ofHours(1));
        bus.send(ban);
        // When
        handled(bus.send(ban));
        // Then
        assertThat(bus.decisions("203.0.113.6"))
                .singleElement()
                .satisfies(decision -> assertThat(decision.by()).isEqualTo("anna"));
        // When
        handled(
                bus.send(
                        new OperatorOrder.Lift(
                                UUID.randomUUID(), events.now(), "ben", "sorry", client, null)));
        // Then
        assertThat(bus.decisions("203.0.113.6").getLast()).isInstanceOf(Decision.Withdrawn.class);
    }

    @Test
    void whatIsAllowedIsLiftedAndNeverRejectedAgain() {
        // Given
        var network = Network.parse("203.0.112.0/28");
        handled(bus.send(events.rblListed("203.0.112.1", "rbl.example", "Listed")));
        // When
        handled(
                bus.send(
                        new OperatorOrder.Allow(
                                UUID.randomUUID(),
                                events.now(),
                                "anna",
                                "a customer",
                                network,
                                null)));
        handled(bus.send(events.rblListed("203.0.112.1", "rbl.example", "Listed")));
        handled(bus.send(events.rblListed("203.0.112.2", "rbl.example", "Listed")));
        // Then
        assertThat(bus.decisions("203.0.112.1"))
                .hasExactlyElementsOfTypes(Decision.Made.class, Decision.Withdrawn.class);
        assertThat(bus.decisions("203.0.112.2")).isEmpty();
    }

    @Test
    void aRecordThatNobodyCouldForeseeIsIsolated() {
        // Given: a source name that the database cannot keep is found before it gets there
        var event = (MailEvent.Offence) events.rblListed("203.0.113.8", "rbl.example", "x");
        var strange =
                new MailEvent.Offence(
                        new EventId("mx1:\u0000", 1, 1),
                        event.at(),
                        event.receivedAt(),
                        event.host(),
                        event.client(),
                        event.address(),
                        event.program(),
                        event.line(),
                        event.kind(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        bus.send(strange);
        // When
        handled(bus.send(event));
        // Then
        assertThat(bus.decisions("203.0.113.8")).hasSize(1);
    }

    @Test
    void manyEventsOfManyClientsAreDecidedInOneGo() {
        // When
        RecordMetadata last = null;
        for (int i = 0; i < 300; i++) {
            last = bus.send(events.rblListed("198.18.0." + i % 250, "z" + i % 7 + ".example", "x"));
        }
        // Then
        assertThat(last).isNotNull();
        await().atMost(SOON)
                .until(
                        () ->
                                progress.outboxIsEmpty()
                                        && bus.decisions().stream()
                                                        .filter(each -> isBulk(each))
                                                        .count()
                                                >= 250);
        var keys =
                bus.decisions().stream().filter(each -> isBulk(each)).map(Decision::key).toList();
        assertThat(keys).hasSize(250).doesNotHaveDuplicates();
        assertThat(Map.of("keys", List.copyOf(keys))).isNotEmpty();
    }

    private static boolean isBulk(Decision decision) {
        return decision.client().toString().startsWith("198.18.0.");
    }
}
