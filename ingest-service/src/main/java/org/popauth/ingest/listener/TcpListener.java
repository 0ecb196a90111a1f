package org.popauth.ingest.listener;

import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Printable;
import org.popauth.ingest.line.FrameSplitter;
import org.popauth.ingest.network.NetworkCounters;
import org.popauth.ingest.network.TlsFiles;
import org.popauth.ingest.source.SourceSpec;

/// Accepts connections of listed senders, within TLS or without. When there is no room for more, a
/// connection is not read until there is; TCP then makes its sender wait.
final class TcpListener implements Listener {

    private static final long OPEN_SECONDS_MAX = 30;
    private static final long RELOAD_EVERY_MILLIS = 5_000;
    private static final int REASON_CHARS_MAX = 512;

    private final SourceSpec.Syslog spec;
    private final NetworkCounters counters;
    private final Door door;
    private final Inbox inbox;
    private final Vertx vertx;
    private final NetServer server;
    private final long reloading;
    private @Nullable Certificates certificates;

    TcpListener(
            SourceSpec.Syslog spec, NetworkCounters counters, Door door, Inbox inbox, Vertx vertx)
            throws IOException, InterruptedException {
        this.spec = spec;
        this.counters = counters;
        this.door = door;
        this.inbox = inbox;
        this.vertx = vertx;
        var files = spec.tls();
        this.certificates = files == null ? null : Certificates.read(files);
        this.server = vertx.createNetServer(options(files));
        var unused = server.connectHandler(this::connected);
        var at = spec.address();
        await(
                server.listen(
                        SocketAddress.inetSocketAddress(
                                at.getPort(), at.getAddress().getHostAddress())));
        this.reloading =
                files == null ? -1 : vertx.setPeriodic(RELOAD_EVERY_MILLIS, id -> reload(files));
    }

    private NetServerOptions options(@Nullable TlsFiles files) throws IOException {
        var options = new NetServerOptions().setTcpKeepAlive(true);
        if (files != null && certificates != null) {
            var tls = certificates.options(files.clients(), vertx);
            options.setSslEngineOptions(new WithoutTickets())
                    .setKeyCertOptions(tls.getKeyCertOptions())
                    .setTrustOptions(tls.getTrustOptions())
                    .setEnabledSecureTransportProtocols(tls.getEnabledSecureTransportProtocols())
                    .setSslHandshakeTimeout(tls.getSslHandshakeTimeout())
                    .setSslHandshakeTimeoutUnit(tls.getSslHandshakeTimeoutUnit())
                    .setClientAuth(ClientAuth.REQUIRED);
        }
        return options;
    }

    private static void await(Future<?> future) throws IOException, InterruptedException {
        try {
            var unused =
                    future.toCompletionStage()
                            .toCompletableFuture()
                            .get(OPEN_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + OPEN_SECONDS_MAX + " s", e);
        }
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(spec.address().getAddress(), server.actualPort());
    }

    /// Runs, as all that follows from it, in the thread of the connection.
    private void connected(NetSocket socket) {
        var from = Address.of(remote(socket).getAddress());
        var sender = door.find(from);
        if (sender == null || !door.enter(from)) {
            hangUp(socket);
            return;
        }
        var peer =
                new Peer(
                        from, sender, new FrameSplitter(spec.lineBytesMax()), () -> hangUp(socket));
        var flow = new Flow(socket, peer);
        socket.closeHandler(end -> flow.ended()).exceptionHandler(e -> flow.broken(e));
        if (spec.tls() == null) {
            socket.handler(flow::take);
        } else {
            var unused =
                    socket.upgradeToSsl()
                            .onFailure(e -> flow.handshakeFailed(e))
                            .onSuccess(done -> socket.handler(flow::take));
        }
    }

    private static InetSocketAddress remote(NetSocket socket) {
        var remote = socket.remoteAddress();
        return new InetSocketAddress(remote.hostAddress(), remote.port());
    }

    private static void hangUp(NetSocket socket) {
        var unused = socket.close();
    }

    /// One connection. Its thread is the connection's alone.
    private final class Flow {

        private final NetSocket socket;
        private final Peer peer;

        Flow(NetSocket socket, Peer peer) {
            this.socket = socket;
            this.peer = peer;
        }

        void take(Buffer buffer) {
            var context = vertx.getOrCreateContext();
            Runnable roomAgain = () -> context.runOnContext(now -> socket.resume());
            if (!inbox.put(new Arrival(peer, buffer.getBytes()), roomAgain)) {
                socket.pause();
            }
        }

        void ended() {
            door.leave(peer.address());
            var unused = inbox.put(new Arrival(peer, new byte[0]), () -> {});
        }

        void broken(Throwable e) {
            Log.debugf("connection broken source=%s sender=%s: %s", spec.name(), peer.address(), e);
        }

        void handshakeFailed(Throwable e) {
            counters.handshakesFailed.increment();
            door.tell(peer.address(), "TLS: " + Printable.of(reason(e), REASON_CHARS_MAX));
            hangUp(socket);
        }
    }

    /// What the trust manager or the protocol says, without the wrappings.
    private static String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.security.cert.CertificateException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(e.getMessage());
    }

    /// Takes over new certificates; a connection keeps those that it began with.
    private void reload(TlsFiles files) {
        try {
            var found = Certificates.read(files);
            if (certificates == null || found.isSameAs(certificates)) {
                return;
            }
            certificates = found;
            var unused =
                    server.updateSSLOptions(found.options(files.clients(), vertx), true)
                            .onSuccess(
                                    done ->
                                            Log.infof(
                                                    "certificates taken over source=%s certificate=%s",
                                                    spec.name(), files.certificate()))
                            .onFailure(e -> keep(files, e));
        } catch (IOException e) {
            keep(files, e);
        }
    }

    private void keep(TlsFiles files, Throwable why) {
        Log.warnf(
                "cannot use new certificates source=%s certificate=%s: %s; the old ones stay",
                spec.name(), files.certificate(), why);
    }

    @Override
    public void close() throws InterruptedException {
        vertx.cancelTimer(reloading);
        try {
            await(server.close());
        } catch (IOException e) {
            Log.debugf("cannot close source=%s: %s", spec.name(), e);
        }
    }
}
