package org.popauth.decision.health;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is wrong now, by part of the service. A part that finds its dependency broken says so once
/// in the log, and again when it works.
@ApplicationScoped
public class Troubles {

    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /// A part cannot do its work. While the service stops that is no news: its parts lose what they
    /// work with, one after the other.
    public void begin(String part, String problem) {
        if (stopping) {
            return;
        }
        if (problems.put(part, problem) == null) {
            Log.warnf("%s waits: %s", part, problem);
        }
    }

    /// A part works.
    public void end(String part) {
        if (problems.remove(part) != null) {
            Log.infof("%s works again", part);
        }
    }

    /// Told before the parts are.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        stopping = true;
    }

    /// A part ended by a fault of the service itself; only a restart helps.
    public void died(String part, Throwable why) {
        problems.put(part, "ended, restart the service: " + why);
        Log.errorf(why, "%s ended; restart the service", part);
    }

    /// What is wrong now.
    public Map<String, String> now() {
        return Map.copyOf(problems);
    }
}
