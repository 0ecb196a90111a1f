package org.popauth.standalone.kafka;

import java.util.HashMap;
import java.util.Map;

/// The settings of a broker for one JVM: quick to start, small, on loopback unless agents of other
/// hosts come.
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final Map<String, String> SMALL =
            Map.ofEntries(
                    Map.entry("num.network.threads", "1"),
                    Map.entry("num.io.threads", "2"),
                    Map.entry("background.threads", "1"),
                    Map.entry("num.recovery.threads.per.data.dir", "1"),
                    Map.entry("socket.send.buffer.bytes", "65536"),
                    Map.entry("socket.receive.buffer.bytes", "65536"),
                    Map.entry("queued.max.requests", "64"),
                    Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                    Map.entry("log.cleaner.io.buffer.size", "131072"),
                    Map.entry("log.index.size.max.bytes", "1048576"),
                    Map.entry("log.segment.bytes", "67108864"),
                    Map.entry("metadata.log.segment.bytes", "16777216"),
                    Map.entry("offsets.topic.num.partitions", "1"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("offsets.topic.segment.bytes", "1048576"),
                    Map.entry("offsets.load.buffer.size", "65536"),
                    Map.entry("transaction.state.log.num.partitions", "1"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("group.coordinator.threads", "1"),
                    Map.entry("controller.quorum.election.timeout.ms", "200"),
                    Map.entry("controller.quorum.election.backoff.max.ms", "100"),
                    // After a crash the broker is let in again only when its old session is over.
                    Map.entry("broker.session.timeout.ms", "3000"),
                    Map.entry("broker.heartbeat.interval.ms", "500"),
                    Map.entry("auto.create.topics.enable", "false"));

    private BrokerSettings() {}

    static Map<String, String> of(EmbeddedKafka.Place place) {
        var clients = "PLAINTEXT://127.0.0.1:" + place.port();
        var controller = "127.0.0.1:" + place.controllerPort();
        var settings = new HashMap<>(SMALL);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", place.directory().toString());
        settings.put("listeners", clients + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", clients);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
        var agents = place.agents();
        if (agents != null) {
            settings.putAll(agents.settings(clients + ",CONTROLLER://" + controller, clients));
        }
        return settings;
    }
}
