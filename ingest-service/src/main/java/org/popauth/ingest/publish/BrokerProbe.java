package org.popauth.ingest.publish;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Asks whether the broker is there, when somebody wants to know, and not too often.
public final class BrokerProbe implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofMillis(1500);
    private static final Duration ANSWER_KEPT = Duration.ofSeconds(1);

    private final BrokerSettings settings;
    private @Nullable Admin admin;
    private @Nullable String lastTrouble;
    private long askedNanos;
    private boolean asked;

    /// @param settings how the broker is spoken to
    public BrokerProbe(BrokerSettings settings) {
        this.settings = settings;
    }

    /// Why the broker cannot be reached; null when it can.
    public synchronized @Nullable String trouble() throws InterruptedException {
        long now = System.nanoTime();
        if (!asked || now - askedNanos > ANSWER_KEPT.toNanos()) {
            var trouble = ask();
            tell(trouble);
            lastTrouble = trouble;
            asked = true;
            askedNanos = System.nanoTime();
        }
        return lastTrouble;
    }

    private void tell(@Nullable String trouble) {
        if (trouble != null && lastTrouble == null) {
            Log.warnf(
                    "broker %s cannot be reached: %s; waiting for it", settings.servers(), trouble);
        } else if (trouble == null && (lastTrouble != null || !asked)) {
            Log.infof("broker %s answers", settings.servers());
        }
    }

    private @Nullable String ask() throws InterruptedException {
        try {
            var options = new DescribeClusterOptions().timeoutMs((int) ANSWER_MAX.toMillis());
            var nodes =
                    admin().describeCluster(options)
                            .nodes()
                            .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return nodes.isEmpty() ? "the cluster has no nodes" : null;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            var message = e.getMessage();
            return message == null ? "no answer" : message;
        }
    }

    private Admin admin() {
        var client = admin;
        if (client == null) {
            var properties = new Properties();
            properties.putAll(settings.admin());
            client = Admin.create(properties);
            admin = client;
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
