package org.popauth.enforcer;

import jakarta.enterprise.context.ApplicationScoped;

/// How far this host is with the decisions.
@ApplicationScoped
public class AgentProgress {

    private final Agent agent;

    AgentProgress(Agent agent) {
        this.agent = agent;
    }

    /// True when every decision before an offset of a partition of the topic `decisions` holds
    /// here.
    public boolean hasApplied(int partition, long endOffset) {
        return agent.hasApplied(partition, endOffset);
    }
}
