package org.popauth.decision.intake;

import java.util.List;
import org.popauth.events.Decision;

/// Handles a batch of records inside a transaction.
interface Handler {
    /// Does all that follows from the batch.
    ///
    /// @return what was decided
    List<Decision> handle(Batch batch);
}
