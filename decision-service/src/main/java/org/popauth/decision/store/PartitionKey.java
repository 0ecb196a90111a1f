package org.popauth.decision.store;

/// The partition of a topic, as a key in the database.
record PartitionKey(String topic, int partition) {}
