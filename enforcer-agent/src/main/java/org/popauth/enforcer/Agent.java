package org.popauth.enforcer;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.config.AgentConfig;
import org.popauth.enforcer.feed.DecisionFeed;
import org.popauth.enforcer.health.AgentMeters;
import org.popauth.enforcer.reconcile.HostState;

/// Starts and stops the threads of the agent: the feed, a keeper for each measure, the sender, the
/// reporter. What they made to hold on the host stays when they stop.
@ApplicationScoped
public class Agent {

    private static final Duration LOOK_AT_PROBLEMS_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final AgentConfig config;
    private final Parts parts;
    private final List<Thread> workers = new ArrayList<>();
    private final Thread sender;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Agent(
            AgentConfig config,
            AgentClock clock,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            AgentMeters meters) {
        this.config = config;
        this.parts = Parts.of(config, clock, kafka, meters);
        this.sender = Thread.ofVirtual().name("agent-outgoing").unstarted(parts.outgoing());
        if (config.enabled()) {
            meters.register(parts.state(), parts.feed(), parts.outgoing());
            meters.register(parts.live());
        }
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            Log.info("enforcer-agent is off (agent.enabled)");
            return;
        }
        Log.infof(
                "enforcer-agent of host=%s backend=%s state=%s",
                parts.host(), config.firewall().backend(), config.stateDir());
        parts.guard().refresh();
        sender.start();
        parts.remember().recall();
        begin("standing", parts.remember());
        for (var keeper : parts.state().keepers()) {
            begin(keeper.measure().name(), keeper);
        }
        begin("decisions", parts.feed());
        begin("state", this::reportStates);
        parts.live().start();
    }

    /// On threads of the system: between a decision and the kernel each is woken once, not passed
    /// on.
    private void begin(String name, Runnable task) {
        workers.add(Thread.ofPlatform().daemon().name("agent-" + name).start(task));
    }

    private void reportStates() {
        long nextReport = System.nanoTime();
        var lastProblems = parts.state().problems();
        try {
            while (!stopped.await(LOOK_AT_PROBLEMS_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                var problems = parts.state().problems();
                boolean due = System.nanoTime() - nextReport >= 0;
                if (due || !problems.equals(lastProblems)) {
                    parts.reports().state(parts.state().now());
                    parts.guard().refresh();
                    lastProblems = problems;
                    nextReport = System.nanoTime() + config.reportEvery().toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets everybody finish what he is at; the sender comes last, so that the others can still
    /// tell what they did.
    void stop(@Observes ShutdownEvent event) {
        if (!config.enabled()) {
            return;
        }
        stopped.countDown();
        parts.live().stop();
        parts.feed().stop();
        parts.remember().stop();
        parts.board().close();
        workers.forEach(Agent::join);
        sender.interrupt();
        join(sender);
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isEnabled() {
        return config.enabled();
    }

    DecisionFeed feed() {
        return parts.feed();
    }

    HostState state() {
        return parts.state();
    }

    boolean isCaughtUp() {
        return parts.board().isCaughtUp();
    }

    boolean hasApplied(int partition, long endOffset) {
        return parts.board().hasApplied(partition, endOffset);
    }
}
