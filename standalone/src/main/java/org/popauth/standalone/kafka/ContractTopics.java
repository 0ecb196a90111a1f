package org.popauth.standalone.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Topic;
import org.popauth.events.Topics;

/// The topics of the contract as a broker has to create them.
final class ContractTopics {

    private static final int PARTITIONS = 3;

    private ContractTopics() {}

    static List<NewTopic> all() {
        var topics = new ArrayList<NewTopic>();
        for (Topic<?> topic : Topics.all()) {
            topics.add(topic(topic.name(), topic.compacted(), topic.retention()));
            topics.add(topic(topic.deadLetters(), false, Topics.DEAD_LETTERS_RETENTION));
        }
        topics.add(topic(Topics.SYSLOG, false, Duration.ofDays(1)));
        return topics;
    }

    private static NewTopic topic(String name, boolean compacted, @Nullable Duration retention) {
        long milliseconds = retention == null ? -1 : retention.toMillis();
        return new NewTopic(name, PARTITIONS, (short) 1)
                .configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                compacted ? "compact" : "delete",
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(milliseconds)));
    }
}
