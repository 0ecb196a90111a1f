package org.popauth.standalone.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.popauth.decision.DecisionProgress;
import org.popauth.enforcer.AgentProgress;
import org.popauth.events.Topics;
import org.popauth.ingest.IngestProgress;
import org.popauth.standalone.fault.StartFailure;

/// Waits until every line was read, decided on and enforced.
///
/// @param ingest how far the reading is
/// @param decision how far the deciding is
/// @param agent how far the enforcing is
public record Handled(IngestProgress ingest, DecisionProgress decision, AgentProgress agent) {

    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration STALLED = Duration.ofMinutes(3);

    /// Waits.
    ///
    /// @throws StartFailure when nothing moves for some minutes
    public void await(String bootstrapServers) throws InterruptedException, ExecutionException {
        var settings =
                Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        var lookout = new Lookout();
        while (!ingest.finished()) {
            lookout.pause("reading", ingest.counts());
        }
        try (var admin = Admin.create(settings)) {
            var events = ends(admin, Topics.MAIL_EVENTS.name());
            while (!decided(events)) {
                lookout.pause("deciding", ends(admin, Topics.DECISIONS.name()));
            }
            var decisions = ends(admin, Topics.DECISIONS.name());
            while (!applied(decisions)) {
                lookout.pause("enforcing", decisions);
            }
        }
    }

    private boolean decided(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                        .allMatch(
                                end ->
                                        decision.hasHandled(
                                                end.getKey().topic(),
                                                end.getKey().partition(),
                                                end.getValue()))
                && decision.outboxIsEmpty();
    }

    private boolean applied(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> agent.hasApplied(end.getKey().partition(), end.getValue()));
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic)
            throws InterruptedException, ExecutionException {
        var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        Objects.requireNonNull(described.get(topic), topic)
                .partitions()
                .forEach(
                        partition ->
                                asked.put(
                                        new TopicPartition(topic, partition.partition()),
                                        OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(asked)
                .all()
                .get()
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /// Notices when nothing moves any more.
    private static final class Lookout {

        private Object seen = "";
        private long since = System.nanoTime();

        void pause(String what, Object state) {
            if (!state.equals(seen)) {
                seen = state;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STALLED.toNanos()) {
                throw new StartFailure(
                        what
                                + " does not go on since "
                                + STALLED.toMinutes()
                                + " minutes; see the file log in the data directory");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
