package org.popauth.enforcer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.popauth.enforcer.Decisions.made;
import static org.popauth.enforcer.Decisions.withdrawn;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.popauth.enforcer.config.AgentConfig;
import org.popauth.events.Address;
import org.popauth.events.Enforcement;
import org.popauth.events.Enforcement.Enforced;
import org.popauth.events.Enforcement.Outcome;
import org.popauth.events.Enforcement.StateReported;
import org.popauth.events.Measure;
import org.popauth.testsupport.KafkaResource;
import org.popauth.testsupport.TestBroker;

/// The whole agent with a real broker and the backend dry-run.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class AgentTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AgentConfig config;
    private final AgentProgress progress;
    private @Nullable TestBroker broker;
    private DecisionTopic topic;

    AgentTest(AgentConfig config, AgentProgress progress) {
        this.config = config;
        this.progress = progress;
    }

    @BeforeEach
    void open() {
        topic = new DecisionTopic(Objects.requireNonNull(broker).bootstrapServers());
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void aDecisionBecomesAnElementOfTheFirewallAndIsReportedWithItsDelay() {
        // When
        topic.publish(made(Measure.DROP, "203.0.113.9", 1, Instant.now(), HOUR));

        // Then
        eventually("firewall.nft", "203.0.113.9 timeout");
        var enforced = enforced("203.0.113.9", Outcome.APPLIED);
        assertThat(enforced.backend()).isEqualTo("dry-run");
        assertThat(enforced.delay()).isNotNull().isPositive();
        eventually("popauth.log", " dropped 203.0.113.9 until ");
    }

    @Test
    void aGrantAndARejectBecomeLinesOfTheTables() {
        // When
        topic.publish(made(Measure.RELAY, "2001:db8::25", 2, Instant.now(), HOUR));
        topic.publish(
                made(
                        Measure.REJECT,
                        "2001:db8:1::/64",
                        List.of(Address.parse("2001:db8:1::7")),
                        3,
                        Instant.now(),
                        HOUR));

        // Then
        eventually("popauth_checks", "2001:db8::25\tOK popauth\n");
        eventually("rbl_cache", "2001:db8:1::7\t554 Your IP address has been blacklisted\n");
    }

    @Test
    void aLogInThatOnlyMovesTheEndOfAGrantLeavesTheTableAsItIs() throws IOException {
        // Given
        topic.publish(made(Measure.RELAY, "203.0.113.17", 12, Instant.now(), HOUR));
        eventually("popauth_checks", "203.0.113.17\tOK popauth\n");
        enforced("203.0.113.17", Outcome.APPLIED);
        var table = config.stateDir().resolve("popauth_checks");
        var before = Files.getAttribute(table, "unix:ino");

        // When
        topic.publish(made(Measure.RELAY, "203.0.113.17", 13, Instant.now(), HOUR.plus(HOUR)));

        // Then
        await().untilAsserted(
                        () ->
                                assertThat(enforcements(Enforced.class))
                                        .anyMatch(
                                                it ->
                                                        it.client()
                                                                        .toString()
                                                                        .equals("203.0.113.17")
                                                                && it.revision() == 13));
        assertThat(Files.getAttribute(table, "unix:ino")).isEqualTo(before);
    }

    @Test
    void aWithdrawalLiftsAndIsReported() {
        // Given
        topic.publish(made(Measure.DROP, "203.0.113.10", 4, Instant.now(), HOUR));
        eventually("firewall.nft", "203.0.113.10 timeout");

        // When
        topic.publish(withdrawn(Measure.DROP, "203.0.113.10", 5, Instant.now()));

        // Then
        assertThat(enforced("203.0.113.10", Outcome.LIFTED).revision()).isEqualTo(5);
        assertThat(file("firewall.nft")).doesNotContain("203.0.113.10");
    }

    @Test
    void aBanThatIsOverIsLifted() {
        // When
        topic.publish(
                made(Measure.REJECT, "203.0.113.11", 6, Instant.now(), Duration.ofSeconds(2)));

        // Then
        eventually("rbl_cache", "203.0.113.11\t");
        assertThat(enforced("203.0.113.11", Outcome.LIFTED).detail()).contains("over");
        assertThat(file("rbl_cache")).doesNotContain("203.0.113.11\t");
    }

    @Test
    void aProtectedClientIsRefusedAndReported() {
        // When
        topic.publish(made(Measure.DROP, "198.51.100.7", 7, Instant.now(), HOUR));

        // Then
        assertThat(enforced("198.51.100.7", Outcome.REFUSED).detail()).contains("agent.allow");
        assertThat(file("firewall.nft")).doesNotContain("198.51.100.7 ");
    }

    @Test
    void whatSomebodyRemovesIsRepairedAndReported() throws IOException {
        // Given
        topic.publish(made(Measure.REJECT, "203.0.113.12", 8, Instant.now(), HOUR));
        eventually("rbl_cache", "203.0.113.12\t");

        // When
        Files.delete(config.stateDir().resolve("rbl_cache"));

        // Then
        eventually("rbl_cache", "203.0.113.12\t");
        assertThat(enforced("203.0.113.12", Outcome.REPAIRED).revision()).isEqualTo(8);
    }

    @Test
    void aRecordThatCannotBeReadGoesToDeadLettersAndStopsNothing() {
        // When
        topic.publishRaw("DROP/203.0.113.13", "{\"type\":\"made\"");
        topic.publish(made(Measure.DROP, "203.0.113.14", 9, Instant.now(), HOUR));

        // Then
        eventually("firewall.nft", "203.0.113.14 timeout");
        await().untilAsserted(
                        () ->
                                assertThat(topic.deadLetters())
                                        .anySatisfy(it -> assertThat(it).contains("made")));
    }

    @Test
    void theStateIsReported() {
        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(enforcements(StateReported.class))
                                        .anySatisfy(
                                                it -> {
                                                    assertThat(it.problems()).isEmpty();
                                                    assertThat(it.measures()).hasSize(3);
                                                }));
    }

    @Test
    void itTellsHowFarItIsAndThatItIsReady() {
        // When
        var at = topic.publish(made(Measure.RELAY, "203.0.113.15", 10, Instant.now(), HOUR));

        // Then
        await().until(() -> progress.hasApplied(at.partition(), at.offset() + 1));
        assertThat(progress.hasApplied(at.partition(), at.offset() + 2)).isFalse();
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        given().get("/q/metrics")
                .then()
                .body(containsString("popauth_agent_entries{measure=\"relay\",state=\"wanted\"}"));
    }

    @Test
    void aDecisionThatIsForgottenIsLifted() {
        // Given
        topic.publish(made(Measure.DROP, "203.0.113.16", 11, Instant.now(), HOUR));
        eventually("firewall.nft", "203.0.113.16 timeout");

        // When
        topic.publishTombstone("DROP/203.0.113.16");

        // Then
        assertThat(enforced("203.0.113.16", Outcome.LIFTED).revision()).isEqualTo(11);
        assertThat(file("firewall.nft")).doesNotContain("203.0.113.16 ");
    }

    @Test
    void whileTheBrokerIsAwayWhatHoldsStaysAndThenItGoesOn() {
        // Given
        topic.publish(made(Measure.DROP, "203.0.113.17", 12, Instant.now(), HOUR));
        eventually("firewall.nft", "203.0.113.17 timeout");

        // When
        Objects.requireNonNull(broker).stop();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(503));
        given().get("/q/health/ready").then().body(containsString("does not answer"));
        assertThat(file("firewall.nft")).contains("203.0.113.17 timeout");
        broker.restart();

        // Then
        topic.publish(made(Measure.DROP, "203.0.113.18", 13, Instant.now(), HOUR));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(file("firewall.nft")).contains("203.0.113.18 "));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    private Enforced enforced(String client, Outcome outcome) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                enforcements(Enforced.class)
                                        .filter(it -> it.client().toString().equals(client))
                                        .filter(it -> it.outcome() == outcome)
                                        .findFirst()
                                        .orElse(null),
                        it -> it != null);
    }

    private <T extends Enforcement> Stream<T> enforcements(Class<T> type) {
        return topic.enforcements().stream().filter(type::isInstance).map(type::cast);
    }

    private void eventually(String name, String text) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(file(name)).contains(text));
    }

    private @Nullable String file(String name) {
        Path file = config.stateDir().resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
