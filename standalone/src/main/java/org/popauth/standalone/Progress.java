package org.popauth.standalone;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import org.popauth.decision.DecisionProgress;
import org.popauth.enforcer.AgentProgress;
import org.popauth.ingest.IngestProgress;
import org.popauth.standalone.replay.Handled;

/// How far the services of this JVM are. Looked up by name, so the container must keep it.
@Singleton
@Unremovable
class Progress {

    private final Handled handled;

    Progress(IngestProgress ingest, DecisionProgress decision, AgentProgress agent) {
        this.handled = new Handled(ingest, decision, agent);
    }

    /// To wait for the end of a replay.
    Handled handled() {
        return handled;
    }
}
