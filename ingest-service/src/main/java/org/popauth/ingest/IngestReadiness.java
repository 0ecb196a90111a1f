package org.popauth.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.popauth.ingest.source.SourceStatus.State;

/// Ready when the broker answers and every source can be read, or is waited for.
@Readiness
@ApplicationScoped
class IngestReadiness implements HealthCheck {

    private final RunSources sources;

    IngestReadiness(RunSources sources) {
        this.sources = sources;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("ingest");
        var trouble = sources.trouble();
        boolean up = trouble == null;
        response.withData(
                "broker " + sources.broker(), trouble == null ? "reachable" : "away: " + trouble);
        for (var source : sources.sources()) {
            response.withData("source " + source.spec().name(), source.status().text());
            up &= source.status().state() != State.BROKEN;
        }
        sources.silence()
                .silent()
                .forEach(
                        (host, since) ->
                                response.withData("silent host " + host, "since " + since));
        return response.status(up).build();
    }
}
