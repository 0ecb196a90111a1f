package org.popauth.decision.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Holds new REJECT and DROP back when there are too many of them to be believed.
public interface Breaker {

    /// Asks for one more measure, and counts it when it may be enforced.
    ///
    /// @param at the event's time
    /// @param zone the RBL that led to it, if one did
    /// @return why it is held back; null when it may be enforced
    @Nullable String holds(Instant at, @Nullable String zone);
}
