package org.popauth.decision.store;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.popauth.decision.policy.ClientState;
import org.popauth.events.Client;
import org.popauth.events.EventId;

/// What a batch is judged by. Partitions and clients are locked until the transaction ends.
///
/// @param next the offset to read next of each partition
/// @param counted the last event that was counted of each source, where there is one
/// @param states of all clients that were asked for
/// @param allowed the allow-list
/// @param revisions gives the next revision
public record Loaded(
        Map<TopicPartition, Long> next,
        Map<Source, EventId> counted,
        Map<Client, ClientState> states,
        List<AllowList.Entry> allowed,
        LongSupplier revisions) {}
