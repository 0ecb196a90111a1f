package org.popauth.ingest.source;

import org.popauth.events.MailEvent;

/// Where events go.
@FunctionalInterface
public interface Outlet {

    /// Sends an event; waits while it cannot be taken.
    ///
    /// @param acknowledged run once, on any thread, when the event is safe
    void publish(MailEvent event, Runnable acknowledged) throws InterruptedException;
}
