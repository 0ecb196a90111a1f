package org.popauth.ingest;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;
import org.popauth.ingest.publish.BrokerProbe;
import org.popauth.ingest.publish.BrokerSettings;
import org.popauth.ingest.source.SourceStatus.State;

/// Ready when the broker answers and every source can be read, or is waited for.
@Readiness
@ApplicationScoped
class IngestReadiness implements HealthCheck {

    private final RunSources sources;
    private final BrokerSettings settings;
    private final BrokerProbe probe;

    IngestReadiness(
            RunSources sources, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.sources = sources;
        this.settings = new BrokerSettings(kafka);
        this.probe = new BrokerProbe(settings);
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("ingest");
        var trouble = brokerTrouble();
        boolean up = trouble == null;
        response.withData(
                "broker " + settings.servers(), trouble == null ? "reachable" : "away: " + trouble);
        for (var source : sources.sources()) {
            response.withData("source " + source.spec().name(), source.status().text());
            up &= source.status().state() != State.BROKEN;
        }
        return response.status(up).build();
    }

    private @Nullable String brokerTrouble() {
        var sending = sources.trouble();
        if (sending != null) {
            return sending;
        }
        try {
            return probe.trouble();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @PreDestroy
    void close() {
        probe.close();
    }
}
