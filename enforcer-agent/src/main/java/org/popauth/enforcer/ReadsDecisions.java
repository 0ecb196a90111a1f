package org.popauth.enforcer;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the decisions are read and the firewall obeys; always while the agent is off.
@Readiness
@ApplicationScoped
class ReadsDecisions implements HealthCheck {

    private final Agent agent;

    ReadsDecisions(Agent agent) {
        this.agent = agent;
    }

    @Override
    public HealthCheckResponse call() {
        if (!agent.isEnabled()) {
            return HealthCheckResponse.named("enforcer-agent")
                    .up()
                    .withData("enabled", false)
                    .build();
        }
        return ofFeedAndHost();
    }

    private HealthCheckResponse ofFeedAndHost() {
        var trouble = agent.feed().trouble();
        var failures = agent.state().failures();
        var response =
                HealthCheckResponse.named("enforcer-agent")
                        .status(trouble == null && agent.isCaughtUp() && failures.isEmpty());
        agent.state()
                .now()
                .measures()
                .forEach(
                        it ->
                                response.withData(
                                        it.measure().name(),
                                        it.present() + " of " + it.wanted() + " present"));
        var problems = agent.state().problems();
        if (!problems.isEmpty()) {
            response.withData("problems", String.join("; ", problems));
        }
        return response.build();
    }
}
