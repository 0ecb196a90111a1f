package org.popauth.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.ingest.source.SourceStatus.State;
import org.popauth.testsupport.TestBroker;

class TopicIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static TestBroker broker;

    @TempDir Path directory;

    private final RecordingOutlet outlet = RecordingOutlet.prompt();
    private final Map<EventId, String> lines = new HashMap<>();
    private final Set<String> users = new HashSet<>();
    private SyslogTopic topic;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void nameTheTopic(TestInfo test) {
        topic = new SyslogTopic(broker, test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void leaveTheTopic() {
        topic.close();
    }

    private static Set<String> usersUntil(int count) {
        return new HashSet<>(LogWriter.users(count));
    }

    private static String user(MailEvent event) {
        return String.valueOf(((MailEvent.LoginSucceeded) event).user());
    }

    /// Same id, same line.
    private void record(RecordingOutlet from) {
        for (var event : from.events()) {
            var before = lines.put(event.id(), event.line());
            assertThat(before == null || before.equals(event.line())).isTrue();
            users.add(user(event));
        }
    }

    @Test
    void everyLineOfEveryPartitionIsReadOnceUnderItsTopicPartitionAndOffset() throws Exception {
        // Given
        topic.create();
        for (int partition = 0; partition < SyslogTopic.PARTITIONS; partition++) {
            for (int n = 0; n < 5; n++) {
                topic.send(partition, LogWriter.line(10 * partition + n));
            }
        }
        // When
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> outlet.events().size() == 15);
            await().until(() -> topic.acknowledged() == 15);
            assertThat(ingest.metric("behind.records")).isZero();
            assertThat(ingest.metric("queue")).isZero();
        }
        // Then
        var id = topic.id();
        for (var event : outlet.events()) {
            int user = LogWriter.number(user(event));
            assertThat(event.id())
                    .isEqualTo(
                            new EventId(
                                    "kafka:" + topic.name + "/" + user / 10 + "@" + id,
                                    0,
                                    user % 10));
        }
    }

    @Test
    void killedAtAnyMomentNothingIsLostAndIdsStayTheSame() throws Exception {
        // Given
        topic.create();
        for (int run = 0; run < 6; run++) {
            var slow = RecordingOutlet.slow(run);
            int least = 1 + run * 30;
            // When
            try (var ingest = topic.start(directory, slow)) {
                topic.send("mx" + run, run * 200, 200);
                await().atMost(LONG).until(() -> slow.events().size() >= least);
                ingest.kill();
            }
            record(slow);
        }
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> topic.acknowledged() == 1200);
            assertThat(ingest.metric("files.lost")).isZero();
        }
        // Then
        record(outlet);
        assertThat(users).isEqualTo(usersUntil(1200));
        assertThat(lines).hasSize(1200);
    }

    @Test
    void membersOfTheGroupShareThePartitionsAndTakeOverWhatOneLeaves() throws Exception {
        // Given
        topic.create();
        var other = RecordingOutlet.prompt();
        try (var ingest = topic.start(directory.resolve("one"), outlet);
                var second = topic.start(directory.resolve("two"), other)) {
            // When
            var sent = new AtomicInteger();
            await().atMost(LONG)
                    .until(
                            () -> {
                                int user = sent.getAndIncrement();
                                topic.send("mx" + user % 20, user, 1);
                                return !outlet.events().isEmpty() && !other.events().isEmpty();
                            });
            second.kill();
            for (int host = 0; host < 6; host++) {
                topic.send("mx" + host, sent.getAndAdd(50), 50);
            }
            // Then
            await().atMost(LONG)
                    .until(
                            () -> {
                                record(outlet);
                                record(other);
                                return users.size() == sent.get();
                            });
            assertThat(users).isEqualTo(usersUntil(sent.get()));
            assertThat(lines).hasSize(sent.get());
            assertThat(ingest.metric("files.lost")).isZero();
        }
    }

    @Test
    void aBrokerThatWentAwayAndCameBackIsReadOn() throws Exception {
        // Given
        topic.create();
        topic.send("mx1", 0, 50);
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> outlet.events().size() == 50);
            // When
            broker.stop();
            broker.restart();
            topic.send("mx1", 50, 50);
            // Then
            await().atMost(LONG).until(() -> outlet.events().size() >= 100);
            record(outlet);
            assertThat(users).isEqualTo(usersUntil(100));
            assertThat(lines).hasSize(100);
            assertThat(ingest.metric("files.lost")).isZero();
        }
    }

    @Test
    void recordsThatHoldNoLineOrTooLongOnesAreCounted() throws Exception {
        // Given
        topic.create();
        topic.send("mx1", (String) null);
        topic.send("mx1", "");
        topic.send("mx1", LogWriter.line(0) + " ".repeat(70_000));
        topic.send("mx1", LogWriter.line(1) + "\n" + LogWriter.line(2));
        topic.send("mx1", LogWriter.line(3) + "\n");
        // When
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> outlet.users().contains("user3"));
            // Then
            assertThat(ingest.metric("lines")).isEqualTo(5);
            assertThat(ingest.metric("cut.lines")).isEqualTo(2);
            assertThat(ingest.metric("unparsable")).isEqualTo(3);
            assertThat(outlet.users()).containsExactly("user3");
        }
    }

    @Test
    void aKeySaysWhoseLineItIs() throws Exception {
        // Given lines that claim to be of mx1
        topic.create();
        topic.send("mx7", LogWriter.line(0));
        topic.send(null, LogWriter.line(1));
        topic.send("no host!", LogWriter.line(2));
        // When
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> outlet.events().size() == 3);
            // Then
            var hosts = new HashMap<String, MailHost>();
            for (var event : outlet.events()) {
                hosts.put(user(event), event.host());
            }
            assertThat(hosts)
                    .containsEntry("user0", new MailHost("mx7"))
                    .containsEntry("user1", new MailHost("mx1"))
                    .containsEntry("user2", new MailHost("mx1"));
            assertThat(ingest.metric("host.lines")).isEqualTo(3);
        }
    }

    @Test
    void whatWasDeletedBeforeItWasReadIsReportedAsALoss() throws Exception {
        // Given
        topic.create();
        topic.send(0, LogWriter.line(0));
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> topic.acknowledged() == 1);
            ingest.awaitReading();
        }
        for (int user = 1; user < 5; user++) {
            topic.send(0, LogWriter.line(user));
        }
        topic.expire(0, 3);
        // When
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> outlet.users().contains("user4"));
            // Then
            assertThat(outlet.users()).isEqualTo(List.of("user0", "user3", "user4"));
            assertThat(ingest.metric("files.lost")).isEqualTo(1);
        }
    }

    @Test
    void aTopicThatDoesNotExistIsWaitedForAndOneMadeAnewIsReadFromItsBeginning() throws Exception {
        // Given
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> ingest.source().status().state() == State.WAITING);
            // When
            topic.create();
            topic.send("mx1", 0, 10);
            await().atMost(LONG).until(() -> outlet.events().size() == 10);
        }
        topic.delete();
        await().atMost(LONG).ignoreExceptions().until(() -> topic.create() == topic);
        topic.send("mx1", 10, 20);
        try (var ingest = topic.start(directory, outlet)) {
            // Then
            await().atMost(LONG).until(() -> outlet.events().size() == 30);
            record(outlet);
            assertThat(lines).hasSize(30);
            assertThat(ingest.metric("lines")).isEqualTo(20);
        }
    }

    @Test
    void fromTheEndLeavesOutWhatTheGroupNeverReadAndNothingLater() throws Exception {
        // Given
        topic.create().set("from", "end");
        topic.send("mx1", 100, 10);
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> topic.acknowledged() == 10);
            ingest.awaitReading();
        }
        topic.send("mx1", 0, 10);
        // When
        try (var ingest = topic.start(directory, outlet)) {
            await().atMost(LONG).until(() -> outlet.events().size() == 10);
            // Then
            assertThat(outlet.users())
                    .isEqualTo(IntStream.range(0, 10).mapToObj(n -> "user" + n).toList());
            assertThat(ingest.metric("files.lost")).isZero();
        }
    }
}
