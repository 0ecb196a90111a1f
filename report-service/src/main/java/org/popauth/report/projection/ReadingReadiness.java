package org.popauth.report.projection;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the topics are being read into the database.
@Readiness
@ApplicationScoped
class ReadingReadiness implements HealthCheck {

    private final ReadingState state;

    ReadingReadiness(ReadingState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        var problem = state.problem();
        var answer =
                HealthCheckResponse.named("report-service reads the topics")
                        .status(problem.isEmpty())
                        .withData("recordsBehind", state.recordsBehind());
        return problem.isEmpty() ? answer.build() : answer.withData("problem", problem).build();
    }
}
