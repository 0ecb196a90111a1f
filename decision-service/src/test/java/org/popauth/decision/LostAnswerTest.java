package org.popauth.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.popauth.decision.LossyDatabase.Break;
import org.popauth.decision.store.Outbox;
import org.popauth.testsupport.KafkaResource;

/// The connection breaks between the commit, which travels with the writes, and the end of the
/// transaction.
@QuarkusTest
@TestProfile(LostAnswerTest.Own.class)
@QuarkusTestResource(value = KafkaResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = LossyDatabase.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // the test resources set the field
class LostAnswerTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    public static class Own implements QuarkusTestProfile {}

    LossyDatabase lossy;

    @Inject DecisionProgress progress;

    @Inject Publisher publisher;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private Bus bus;

    @BeforeEach
    void open() {
        bus = new Bus(broker);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @ParameterizedTest
    @EnumSource(Break.class)
    void aBatchThatIsCommittedIsNeitherLostNorCountedTwice(Break how) throws SQLException {
        // Given
        var client = "198.51.100.4" + how.ordinal();
        var events = new MailEvents("mx1:lost-answer:" + how, Instant.now());
        int before = lossy.broken();
        int calledBefore = publisher.called.get();
        lossy.breakAtNextCommit(how);
        // When
        bus.send(events.login(client, "tony"));
        await().atMost(LONG).until(() -> lossy.broken() > before);
        await().atMost(LONG).until(() -> publisher.called.get() > calledBefore);
        var last = bus.send(events.after(Duration.ofMinutes(5)).login(client, "tony"));
        // Then
        await().atMost(LONG)
                .until(
                        () ->
                                progress.hasHandled(
                                                last.topic(), last.partition(), last.offset() + 1)
                                        && progress.outboxIsEmpty());
        assertThat(bus.decisions(client)).hasSize(2);
        assertThat(countOf("decision.decision_history where client = '" + client + "'"))
                .isEqualTo(2);
        assertThat(countOf("decision.outbox")).isZero();
        assertThat(bus.read("mail-events-dead-letters")).isEmpty();
    }

    /// Is called when the real one is.
    @Singleton
    public static class Publisher {
        private final AtomicInteger called = new AtomicInteger();

        void filled(@Observes(during = TransactionPhase.AFTER_COMPLETION) Outbox.Filled filled) {
            called.incrementAndGet();
        }
    }

    private int countOf(String rows) throws SQLException {
        try (var connection = lossy.database().dataSource().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from " + rows)) {
            result.next();
            return result.getInt(1);
        }
    }
}
