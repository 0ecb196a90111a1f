package org.popauth.enforcer.reconcile;

import org.popauth.events.Measure;

/// Keeps one measure on this host as the decisions say, on a thread of its own.
public interface MeasureKeeper extends Runnable {

    Measure measure();

    /// How the measure stood at the last look.
    MeasureReport report();
}
