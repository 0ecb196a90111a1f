package org.popauth.decision.health;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Asks the broker every few seconds whether it is there: a consumer would wait in silence.
@ApplicationScoped
class WatchBroker {

    private static final String PART = "broker";
    private static final int ANSWER_MS_MAX = 2_000;

    private final Map<String, Object> kafka;
    private final Troubles troubles;
    private @Nullable Admin admin;
    private boolean stopped;

    WatchBroker(@Identifier("default-kafka-broker") Map<String, Object> kafka, Troubles troubles) {
        this.kafka = kafka;
        this.troubles = troubles;
    }

    @Scheduled(
            every = "2s",
            identity = "decision-watch-broker",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() throws InterruptedException {
        try {
            var asking = admin();
            if (asking != null) {
                asking.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MS_MAX))
                        .nodes()
                        .get(2L * ANSWER_MS_MAX, TimeUnit.MILLISECONDS);
                troubles.end(PART);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            troubles.begin(PART, kafka.get("bootstrap.servers") + " does not answer");
        }
    }

    private synchronized @Nullable Admin admin() {
        if (admin == null && !stopped) {
            var settings = new HashMap<>(kafka);
            settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "popauth-decision-watch");
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS_MAX);
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS_MAX);
            admin = Admin.create(settings);
        }
        return admin;
    }

    synchronized void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
