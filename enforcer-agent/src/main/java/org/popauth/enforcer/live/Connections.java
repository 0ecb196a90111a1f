package org.popauth.enforcer.live;

import io.quarkus.logging.Log;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The connections that are open: a virtual thread each, a bounded number, none idle for ever.
/// Postfix opens another connection when it finds one closed, so closing the one that was idle
/// longest does less harm than refusing a new one. Thread-safe.
final class Connections {

    private static final int BUFFER_BYTES = 2048;

    private final int connectionsMax;
    private final Duration idle;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    Connections(int connectionsMax, Duration idle) {
        this.connectionsMax = connectionsMax;
        this.idle = idle;
    }

    int size() {
        return open.size();
    }

    /// Serves a connection, on another thread.
    void take(SocketChannel channel, Protocol protocol) {
        while (open.size() >= connectionsMax) {
            open.stream()
                    .min(Comparator.comparingLong(Connection::usedNanos))
                    .ifPresent(this::close);
        }
        var connection = new Connection(channel, protocol);
        open.add(connection);
        Thread.ofVirtual().name("agent-live-" + protocol.name()).start(() -> serve(connection));
    }

    private void serve(Connection connection) {
        try {
            connection.serve();
        } catch (IOException e) {
            Log.debugf("a connection of %s ended: %s", connection.protocol.name(), e.getMessage());
        } finally {
            close(connection);
        }
    }

    /// Closes those that have been idle for too long.
    void closeIdle() {
        long now = System.nanoTime();
        open.stream().filter(it -> now - it.usedNanos() > idle.toNanos()).forEach(this::close);
    }

    void closeAll() {
        open.forEach(this::close);
    }

    private void close(Connection connection) {
        open.remove(connection);
        try {
            connection.channel.close();
        } catch (IOException e) {
            Log.debugf("closing a connection: %s", e.getMessage());
        }
    }

    /// One connection.
    private static final class Connection {

        private final SocketChannel channel;
        private final Protocol protocol;
        private volatile long usedNanos = System.nanoTime();

        Connection(SocketChannel channel, Protocol protocol) {
            this.channel = channel;
            this.protocol = protocol;
        }

        long usedNanos() {
            return usedNanos;
        }

        void serve() throws IOException {
            var in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
            boolean more = true;
            while (more) {
                var exchange = protocol.serve(in);
                if (exchange == null) {
                    return;
                }
                usedNanos = System.nanoTime();
                var bytes = ByteBuffer.wrap(exchange.bytes());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                more = !exchange.last();
            }
        }
    }
}
