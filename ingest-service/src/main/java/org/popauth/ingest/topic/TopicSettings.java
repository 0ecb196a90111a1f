package org.popauth.ingest.topic;

import io.smallrye.config.WithDefault;

/// The settings of a source that is a topic of Kafka.
public interface TopicSettings {

    /// The name of the topic.
    @WithDefault("syslog")
    String topic();

    /// The consumer group, whose members share the partitions; its committed offsets are how far
    /// the topic was read.
    @WithDefault("popauth-ingest")
    String group();
}
