package org.popauth.enforcer.live;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.Endpoint;

/// One endpoint where a protocol is spoken. [#mend()] opens it, and opens it again when somebody
/// removed its socket. Not thread-safe but for [#problem()].
final class Listener {

    private static final int BACKLOG = 512;

    private final Endpoint endpoint;
    private final Protocol protocol;
    private final String socketMode;
    private final Connections connections;
    private @Nullable ServerSocketChannel server;
    private @Nullable Object socketKey;
    private volatile @Nullable String problem;

    Listener(Endpoint endpoint, Protocol protocol, String socketMode, Connections connections) {
        this.endpoint = endpoint;
        this.protocol = protocol;
        this.socketMode = socketMode;
        this.connections = connections;
    }

    /// Why nobody can ask here; null when all is well.
    @Nullable String problem() {
        return problem;
    }

    /// Listens if it does not. What fails is tried again with the next call.
    void mend() {
        if (server != null && Objects.equals(socketKey, key())) {
            return;
        }
        boolean again = server != null;
        close();
        try {
            open();
            Log.infof(
                    again ? "listening again, %s at %s" : "listening, %s at %s",
                    protocol.name(),
                    endpoint);
            problem = null;
        } catch (IOException | UnsupportedOperationException e) {
            close();
            var why = e.getClass().getSimpleName() + ": " + e.getMessage();
            var text = "cannot answer Postfix at " + endpoint + ": " + why;
            if (!text.equals(problem)) {
                Log.warn(text);
            }
            problem = text;
        }
    }

    private void open() throws IOException {
        var path = endpoint.path().orElse(null);
        var channel =
                path == null
                        ? ServerSocketChannel.open()
                        : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server = channel;
        if (path == null) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        } else {
            removeLeftOver(path);
        }
        channel.bind(endpoint.address(), BACKLOG);
        if (path != null) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(socketMode));
        }
        socketKey = key();
        Thread.ofVirtual().name("agent-live-accept").start(() -> accept(channel));
    }

    /// Removes the socket of an agent that was killed, and nothing else.
    private static void removeLeftOver(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var read = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!read.isOther()) {
            throw new IOException(path + " is there and is no socket");
        }
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new IOException("somebody else listens there");
        } catch (ConnectException e) {
            Files.delete(path);
        }
    }

    private void accept(ServerSocketChannel channel) {
        while (channel.isOpen()) {
            try {
                connections.take(channel.accept(), protocol);
            } catch (IOException e) {
                if (channel.isOpen()) {
                    Log.warnf("cannot take a connection at %s: %s", endpoint, e.getMessage());
                    pause();
                }
            }
        }
    }

    /// Usually the process has no file descriptors left.
    private static void pause() {
        LockSupport.parkNanos(100_000_000);
    }

    /// What tells our socket from another one at the same path.
    private @Nullable Object key() {
        var path = endpoint.path().orElse(null);
        if (path == null) {
            return null;
        }
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }

    SocketAddress address() throws IOException {
        return Objects.requireNonNull(server, "not open").getLocalAddress();
    }

    /// Stops listening, and removes its own socket.
    void close() {
        var channel = server;
        if (channel == null) {
            return;
        }
        server = null;
        try {
            var path = endpoint.path().orElse(null);
            if (path != null && socketKey != null && socketKey.equals(key())) {
                Files.deleteIfExists(path);
            }
            channel.close();
        } catch (IOException e) {
            Log.debugf("closing %s: %s", endpoint, e.getMessage());
        }
        socketKey = null;
    }
}
