package org.popauth.decision.policy;

import java.util.List;
import org.popauth.events.Decision;

/// What came of one event or order.
///
/// @param next the client's state after it
/// @param decisions what was decided, in order
public record Outcome(ClientState next, List<Decision> decisions) {
    public Outcome {
        decisions = List.copyOf(decisions);
    }
}
