package org.popauth.ingest.network;

/// How much a listener takes at one time.
///
/// @param queueBytes how many bytes may wait to be read
/// @param connections the most connections
/// @param connectionsPerSender the most connections of one address
public record Limits(int queueBytes, int connections, int connectionsPerSender) {}
