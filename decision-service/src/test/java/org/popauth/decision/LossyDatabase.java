package org.popauth.decision;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.popauth.testsupport.TestDatabase;

/// Gives a Quarkus test a database behind a wire that can break when a batch was committed: as the
/// answer says, which then is lost, or comes through first. A field of this type is set to it.
public final class LossyDatabase implements QuarkusTestResourceLifecycleManager {

    /// When the wire breaks.
    enum Break {
        BEFORE_THE_ANSWER,
        BEHIND_THE_ANSWER
    }

    private final AtomicReference<@Nullable Break> next = new AtomicReference<>();
    private final AtomicInteger broken = new AtomicInteger();
    private @Nullable ServerSocket door;
    private @Nullable TestDatabase database;

    /// The next batch that is committed breaks its connection.
    void breakAtNextCommit(Break how) {
        next.set(how);
    }

    /// How many connections were broken.
    int broken() {
        return broken.get();
    }

    TestDatabase database() {
        var started = database;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    @Override
    public Map<String, String> start() {
        try {
            var started = TestDatabase.start();
            var server = URI.create(started.jdbcUrl().substring("jdbc:".length()));
            var listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            Thread.startVirtualThread(() -> serve(listening, server.getPort()));
            door = listening;
            database = started;
            var prefix = "quarkus.datasource.decision.";
            return Map.of(
                    prefix + "jdbc.url",
                    started.jdbcUrl()
                            .replace(":" + server.getPort(), ":" + listening.getLocalPort()),
                    prefix + "username",
                    started.username(),
                    prefix + "password",
                    started.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(LossyDatabase.class));
    }

    @Override
    public void stop() {
        var listening = door;
        if (listening != null) {
            close(listening);
        }
    }

    private void serve(ServerSocket listening, int port) {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                var server = new Socket("127.0.0.1", port);
                server.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                Thread.startVirtualThread(() -> ask(client, server));
                Thread.startVirtualThread(() -> answer(server, client));
            } catch (IOException e) {
                continue; // closed, or a client that could not wait
            }
        }
    }

    private static void ask(Socket client, Socket server) {
        try (client;
                server) {
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException e) {
            close(server);
        }
    }

    private void answer(Socket server, Socket client) {
        var bytes = new byte[100_000];
        try (client;
                server) {
            var in = server.getInputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                var part = Arrays.copyOf(bytes, length);
                var how = isOfCommittedBatch(part) ? next.getAndSet(null) : null;
                if (how != Break.BEFORE_THE_ANSWER) {
                    client.getOutputStream().write(part);
                }
                if (how != null) {
                    broken.incrementAndGet();
                    return;
                }
            }
        } catch (IOException e) {
            close(client);
        }
    }

    /// What was written and committed in one round trip is answered at once. Nothing but a batch of
    /// events is.
    private static boolean isOfCommittedBatch(byte[] answer) {
        var text = new String(answer, ISO_8859_1);
        return text.contains("COMMIT\0") && text.contains("INSERT 0 ");
    }

    private static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
