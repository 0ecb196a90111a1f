package org.popauth.decision.store;

/// A source within a partition, as a key in the database.
record PositionKey(String topic, int partition, String source) {}
