package org.popauth.enforcer.reconcile;

import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.desired.Folded.Standing;
import org.popauth.enforcer.reconcile.DropBatch.Told;
import org.popauth.events.Enforcement.Outcome;

/// What there is to tell of a decision that a look made to hold.
enum Tale {
    /// It was not dropped when the agent started; how long the log line was ago says nothing.
    APPLIED_AT_START(Outcome.APPLIED, null, true),

    APPLIED(Outcome.APPLIED, null, false),

    WAS_MISSING(Outcome.REPAIRED, "it was missing in what the host held", true),

    HAD_NO_EFFECT(Outcome.REPAIRED, "it had no effect, since the firewall was disturbed", true);

    private static final Tale[] ALL = values();

    private final Outcome outcome;
    private final @Nullable String detail;
    private final boolean late;

    Tale(Outcome outcome, @Nullable String detail, boolean late) {
        this.outcome = outcome;
        this.detail = detail;
        this.late = late;
    }

    /// Leaves a note at the decision that this must be told of it.
    void leaveAt(Standing standing) {
        standing.untold(ordinal() + 1);
    }

    static boolean isLeftAt(Standing standing) {
        return standing.untold() != 0;
    }

    /// What the note says that was left at the decision.
    static Told of(Standing standing) {
        var tale = ALL[standing.untold() - 1];
        return new Told(standing.client(), standing, tale.outcome, tale.detail, tale.late);
    }

    /// Takes the note away.
    static void takeFrom(Standing standing) {
        standing.untold(0);
    }
}
