package org.popauth.standalone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.popauth.standalone.data.OwnerOnly;
import org.popauth.standalone.fault.StartFailure;

/// A Kafka broker (KRaft, one node) in this JVM, with the topics of the contract.
public final class EmbeddedKafka implements AutoCloseable {

    private static final Pattern BIND = Pattern.compile("failed to bind to ([^ ]*[0-9])");
    private static final String CLUSTER_ID = "cG9wYXV0aC1zdGFuZGFsbw";
    private final KafkaRaftServer server;

    private EmbeddedKafka(KafkaRaftServer server) {
        this.server = server;
    }

    /// Where a broker lives.
    ///
    /// @param directory for its data
    /// @param port for clients, on loopback
    /// @param controllerPort for itself, on loopback
    /// @param agents for the agents of other mail hosts; null for none
    public record Place(
            Path directory, int port, int controllerPort, @Nullable AgentListener agents) {

        /// A broker for this host alone.
        public Place(Path directory, int port, int controllerPort) {
            this(directory, port, controllerPort, null);
        }

        /// The same with a door for agents, or without.
        public Place with(@Nullable AgentListener listener) {
            return new Place(directory, port, controllerPort, listener);
        }

        /// Says which port another program took since it was chosen, if that is why.
        private Optional<String> takenPort(Throwable failure) {
            for (var cause = failure; cause != null; cause = cause.getCause()) {
                var bind = BIND.matcher(String.valueOf(cause.getMessage()));
                if (bind.find()) {
                    boolean ofAgents =
                            agents != null && bind.group(1).endsWith(":" + agents.port());
                    return Optional.of(
                            "another program listens on "
                                    + bind.group(1)
                                    + "; "
                                    + (ofAgents
                                            ? "choose another port with --agents ADDRESS:PORT"
                                            : "start again, and another port is chosen"));
                }
            }
            return Optional.empty();
        }

        /// The value of `kafka.bootstrap.servers`.
        public String bootstrapServers() {
            return "127.0.0.1:" + port;
        }
    }

    /// Starts the broker; formats its directory and creates the topics first if they are missing.
    ///
    /// @throws StartFailure when it does not come up
    public static EmbeddedKafka start(Place place) {
        try {
            OwnerOnly.createDirectory(place.directory());
            format(place.directory());
            var config = new KafkaConfig(BrokerSettings.of(place), false);
            var server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            createTopics(place);
            return new EmbeddedKafka(server);
        } catch (Exception e) {
            // Formatting declares Exception, and the broker, being Scala, throws what it likes.
            throw new StartFailure(
                    "the Kafka broker does not start on "
                            + place.directory()
                            + ": "
                            + place.takenPort(e).orElseGet(() -> String.valueOf(e.getMessage())),
                    e);
        }
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

    private static void createTopics(Place place) throws IOException {
        var settings =
                Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, place.bootstrapServers());
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
            if (place.agents() != null) {
                AgentRights.grant(admin);
            }
        } catch (ExecutionException e) {
            throw new IOException("cannot tell the broker what agents may do", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while creating the topics", e);
        }
    }
}
