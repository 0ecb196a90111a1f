package org.popauth.standalone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.popauth.standalone.data.OwnerOnly;
import org.popauth.standalone.data.Ports;
import org.popauth.standalone.fault.StartFailure;

/// A Kafka broker (KRaft, one node) in this JVM, with the topics of the contract.
public final class EmbeddedKafka implements AutoCloseable {

    private static final String CLUSTER_ID = "cG9wYXV0aC1zdGFuZGFsbw";
    private static final String PORT = "kafka";
    private static final String CONTROLLER_PORT = "kafka-controller";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts the broker; formats its directory and creates the topics first if they are missing.
    ///
    /// @throws StartFailure when it does not come up
    public static EmbeddedKafka start(Path directory, Ports ports) {
        try {
            OwnerOnly.createDirectory(directory);
            format(directory);
            int port = ports.port(PORT);
            var settings = BrokerSettings.of(directory, port, ports.port(CONTROLLER_PORT));
            var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            var broker = new EmbeddedKafka(server, port);
            broker.createTopics();
            return broker;
        } catch (Exception e) {
            throw new StartFailure(
                    "the Kafka broker does not start on " + directory + ": " + e.getMessage(), e);
        }
    }

    /// The value of `kafka.bootstrap.servers`.
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /// Stops the broker; what it holds is written to disk.
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory) throws Exception {
        new Formatter()
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(CLUSTER_ID)
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                .setIgnoreFormatted(true)
                .run();
    }

    private void createTopics() throws IOException {
        var settings =
                Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        try (var admin = Admin.create(settings)) {
            for (var created : admin.createTopics(ContractTopics.all()).values().values()) {
                try {
                    created.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IOException("cannot create the topics", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while creating the topics", e);
        }
    }
}
