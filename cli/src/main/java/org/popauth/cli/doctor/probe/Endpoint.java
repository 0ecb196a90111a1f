package org.popauth.cli.doctor.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.facts.Agent.Contact;

/// A service that listens, as settings name it: `host:port`, `[v6]:port`, `inet:host:port` or
/// `unix:/path`.
///
/// @param host empty for a unix socket
/// @param path of a unix socket
record Endpoint(String host, int port, String path) {

    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Pattern HOST_PORT =
            Pattern.compile("(?:inet:)?(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]]+)):(\\d{1,5})");

    /// What is said to a service, and what its answer means.
    @FunctionalInterface
    interface Talk<T> {
        /// @return what came of it
        /// @throws IOException when it is not the answer that it should be
        T with(SocketChannel service, Endpoint endpoint) throws IOException;
    }

    /// @throws IllegalArgumentException when it is none
    static Endpoint of(String name) {
        if (name.startsWith("unix:/")) {
            return new Endpoint("", 0, name.substring("unix:".length()));
        }
        var match = HOST_PORT.matcher(name);
        if (!match.matches() || Integer.parseInt(match.group(3)) > 65_535) {
            throw new IllegalArgumentException("is no address like host:9092 or unix:/path");
        }
        var host = match.group(1) == null ? match.group(2) : match.group(1);
        return new Endpoint(host, Integer.parseInt(match.group(3)), "");
    }

    /// Connects, talks, and says what came of it; in a limited time.
    static Contact contact(String name, Talk<String> talk) {
        try {
            return new Contact(name, true, of(name).within(talk));
        } catch (IOException | IllegalArgumentException e) {
            return new Contact(name, false, String.valueOf(e.getMessage()));
        }
    }

    /// Connects and talks, in a limited time.
    <T> T within(Talk<T> talk) throws IOException {
        try (var channel =
                host.isEmpty()
                        ? SocketChannel.open(StandardProtocolFamily.UNIX)
                        : SocketChannel.open()) {
            return CompletableFuture.supplyAsync(
                            () -> talk(channel, talk), task -> Thread.ofVirtual().start(task))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (TimeoutException e) {
            throw new IOException("no answer in " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UncheckedIOException io
                    ? new IOException(said(io), e)
                    : new IOException(e.getMessage(), e);
        }
    }

    private static String said(UncheckedIOException e) {
        return String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage());
    }

    private <T> T talk(SocketChannel channel, Talk<T> talk) {
        try {
            channel.connect(address());
            return talk.with(channel, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SocketAddress address() throws IOException {
        if (host.isEmpty()) {
            return UnixDomainSocketAddress.of(path);
        }
        var inet = new InetSocketAddress(host, port);
        if (inet.isUnresolved()) {
            throw new IOException("the name " + host + " is not known here");
        }
        return inet;
    }
}
