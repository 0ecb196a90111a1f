package org.popauth.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/// A real Kafka broker (KRaft, one node) inside the test's JVM, with the topics of the contract.
///
/// It listens on a free port of the loopback interface and keeps it, and its data, from [#stop()]
/// to [#restart()]; [#close()] throws the data away.
public final class TestBroker implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private @Nullable KafkaRaftServer server;

    private TestBroker(Path directory) throws IOException {
        this.directory = directory;
        this.port = FreePort.next();
        this.controllerPort = FreePort.next();
    }

    /// Starts a new, empty broker and creates the topics.
    public static TestBroker start() {
        RuntimeException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return startOnce();
            } catch (IOException | RuntimeException e) {
                failure = new IllegalStateException("cannot start a Kafka broker", e);
            }
        }
        throw failure == null ? new IllegalStateException("not tried") : failure;
    }

    private static TestBroker startOnce() throws IOException {
        var broker = new TestBroker(Files.createTempDirectory("popauth-test-kafka"));
        try {
            broker.format();
            broker.restart();
            broker.createTopics();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /// The value of `kafka.bootstrap.servers`.
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /// Stops the broker; its port and data wait for [#restart()].
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /// Starts the broker again after [#stop()]: same port, same data.
    public synchronized void restart() {
        if (server == null) {
            var starting = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
            starting.startup();
            server = starting;
        }
    }

    @Override
    public void close() {
        stop();
        Directories.delete(directory);
    }

    private Map<String, String> settings() {
        return BrokerSettings.of(directory, port, controllerPort);
    }

    private void format() {
        var formatter =
                new Formatter()
                        .setNodeId(BrokerSettings.NODE_ID)
                        .setClusterId("cG9wYXV0aC10ZXN0LTAwMQ")
                        .setControllerListenerName(BrokerSettings.CONTROLLER)
                        .addDirectory(directory.toString())
                        .setMetadataLogDirectory(directory.toString())
                        .setPrintStream(
                                new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                        .setIgnoreFormatted(true);
        try {
            formatter.run();
        } catch (Exception e) {
            // Formatter.run() declares Exception.
            throw new IllegalStateException("cannot format " + directory, e);
        }
    }

    private void createTopics() {
        var settings =
                Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        try (var admin = Admin.create(settings)) {
            admin.createTopics(ContractTopics.all()).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create the topics", e);
        }
    }
}
