package org.popauth.ingest.listener;

/// Bytes from a peer; none for the end of its connection.
record Arrival(Peer peer, byte[] bytes) {

    private static final int OVERHEAD = 64;

    boolean isEnd() {
        return bytes.length == 0;
    }

    /// How much memory it is taken to need.
    int cost() {
        return bytes.length + OVERHEAD;
    }
}
