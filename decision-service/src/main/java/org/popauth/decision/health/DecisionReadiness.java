package org.popauth.decision.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.popauth.decision.store.Schema;

/// Ready when the schema is there and nothing waits for a broken dependency.
@Readiness
@ApplicationScoped
class DecisionReadiness implements HealthCheck {

    private final Troubles troubles;
    private final Schema schema;

    DecisionReadiness(Troubles troubles, Schema schema) {
        this.troubles = troubles;
        this.schema = schema;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("decision-service");
        var problems = troubles.now();
        problems.forEach(answer::withData);
        return answer.status(schema.isReady() && problems.isEmpty()).build();
    }
}
