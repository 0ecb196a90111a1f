package org.popauth.decision.store;

import org.apache.kafka.common.TopicPartition;

/// A source of lines, as far as one partition carries its events.
///
/// @param name as in the ids of its events
public record Source(TopicPartition partition, String name) {}
