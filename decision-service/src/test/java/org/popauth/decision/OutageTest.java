package org.popauth.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.PostgresResource;
import org.popauth.testsupport.TestBroker;
import org.popauth.testsupport.TestDatabase;

@QuarkusTest
@TestProfile(OutageTest.Own.class)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(
        value = PostgresResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "datasource", value = "decision"))
@SuppressWarnings("NullAway.Init") // the test resources set the fields
class OutageTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    public static class Own implements QuarkusTestProfile {}

    TestDatabase database;
    TestBroker kafka;

    @Inject DecisionProgress progress;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private Bus bus;

    @BeforeEach
    void theServiceIsReady() {
        bus = new Bus(broker);
        readinessBecomes(200);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    private static void readinessBecomes(int status) {
        await().atMost(LONG)
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(status));
    }

    @Test
    void whatHappensWhileTheDatabaseIsAwayIsDecidedWhenItIsBack() {
        // Given
        var events = new MailEvents("mx1:outage:database", Instant.now());
        database.stopServer();
        // When
        bus.send(events.login("198.51.100.31", "tony"));
        readinessBecomes(503);
        database.restartServer();
        // Then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(bus.decisions("198.51.100.31")).hasSize(1));
        readinessBecomes(200);
    }

    @Test
    void whatHappensWhileTheBrokerIsAwayIsDecidedWhenItIsBack() {
        // Given
        var events = new MailEvents("mx1:outage:broker", Instant.now());
        kafka.stop();
        readinessBecomes(503);
        // When
        kafka.restart();
        bus.send(events.login("198.51.100.32", "tony"));
        // Then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(bus.decisions("198.51.100.32")).hasSize(1));
        readinessBecomes(200);
    }

    @Test
    void whatACrashLeftUnpublishedIsPublishedOnceInItsOrder() throws SQLException {
        // Given: rows as a run leaves them that ends between commit and publishing
        database.execute(
                """
                insert into decision.outbox (number, topic, key, value, written)
                select n, 'decisions', convert_to('DROP/203.0.113.33', 'UTF8'),
                    convert_to('{"n":' || n || '}', 'UTF8'), now()
                from generate_series(9000000001, 9000000003) n
                """);
        // Then
        await().atMost(LONG).until(() -> progress.outboxIsEmpty());
        assertThat(bus.read("decisions"))
                .filteredOn(each -> text(each.key()).equals("DROP/203.0.113.33"))
                .extracting(each -> text(each.value()))
                .containsExactly("{\"n\":9000000001}", "{\"n\":9000000002}", "{\"n\":9000000003}");
    }

    @Test
    void whileAnotherInstancePublishesThisOneWaitsAndKeepsTheOrder() throws SQLException {
        // Given: another instance has taken what was decided before, and its broker does not answer
        try (var other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            await().atMost(LONG).until(() -> takesThreeOlderRows(other));
            // When
            var events = new MailEvents("mx1:outage:order", Instant.now());
            bus.send(events.login("198.51.100.35", "tony"));
            // Then
            await().during(Duration.ofSeconds(3))
                    .atMost(LONG)
                    .until(() -> bus.decisions("198.51.100.35").isEmpty());
            other.rollback();
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(bus.decisions("198.51.100.35")).hasSize(1));
        var published =
                bus.read("decisions").stream()
                        .filter(each -> text(each.key()).equals("RELAY/198.51.100.35"))
                        .map(each -> text(each.value()))
                        .toList();
        assertThat(published.subList(published.size() - 4, published.size() - 1))
                .containsExactly("{\"n\":-3}", "{\"n\":-2}", "{\"n\":-1}");
    }

    private static boolean takesThreeOlderRows(Connection other) throws SQLException {
        try (var statement = other.createStatement()) {
            statement.execute(
                    """
                    insert into decision.outbox (number, topic, key, value, written)
                    select n, 'decisions', convert_to('RELAY/198.51.100.35', 'UTF8'),
                        convert_to('{"n":' || n || '}', 'UTF8'), now()
                    from generate_series(-3, -1) n
                    """);
            other.commit();
            return statement.executeUpdate("delete from decision.outbox where number < 0") == 3;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aReaderThatWasOvertakenLooksWhereItIs() throws SQLException {
        // Given
        var events = new MailEvents("mx1:outage:overtaken", Instant.now());
        var first = bus.send(events.login("198.51.100.34", "tony"));
        await().atMost(LONG)
                .until(
                        () ->
                                progress.hasHandled(
                                        first.topic(), first.partition(), first.offset() + 1));
        // When: another instance has read one record more
        database.execute(
                "update decision.consumed set next_offset = next_offset + 1"
                        + " where topic = 'mail-events' and kafka_partition = "
                        + first.partition());
        bus.send(events.login("198.51.100.34", "tony"));
        bus.send(events.after(Duration.ofMinutes(5)).login("198.51.100.34", "tony"));
        // Then: what the other one read is left to it
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(bus.decisions("198.51.100.34")).hasSize(2));
    }
}
