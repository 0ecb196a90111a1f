package org.popauth.enforcer.live;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.config.AgentConfig.LiveConfig;
import org.popauth.enforcer.config.Endpoint;
import org.popauth.enforcer.config.Limits;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.log.PopauthLog;
import org.popauth.enforcer.reconcile.Board;

/// The servers that answer Postfix while it waits, at the endpoints of the settings. A grant holds
/// here the moment its decision was read, within an SMTP session that is open already.
public final class LiveAnswers {

    private static final int ENDPOINTS_MAX = 4;
    private static final Duration MEND_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final Audit audit;
    private final Tables tables;
    private final Connections connections;
    private final List<Listener> listeners = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Optional<Thread> writer = Optional.empty();
    private Optional<Thread> mender = Optional.empty();

    /// @param guard the second gate, as it is now
    public LiveAnswers(
            LiveConfig config,
            Board board,
            Supplier<Guard> guard,
            AgentClock clock,
            PopauthLog log) {
        this.audit = new Audit(log);
        this.tables =
                new Tables(board, guard, clock, config.wholeNetworks(), config.staleAfter(), audit);
        this.connections = new Connections(config.connectionsMax(), config.idle());
        var socketmap = new Socketmap(tables, config.requestBytesMax());
        var policy = new Policy(tables, config.requestBytesMax(), config.attributesMax());
        listen(endpoints(config.socketmap(), "agent.live.socketmap"), socketmap, config);
        listen(endpoints(config.policy(), "agent.live.policy"), policy, config);
    }

    private static List<Endpoint> endpoints(Optional<List<Endpoint>> some, String key) {
        return Limits.atMost(ENDPOINTS_MAX, some.orElse(List.of()), key);
    }

    private void listen(List<Endpoint> endpoints, Protocol protocol, LiveConfig config) {
        for (var endpoint : endpoints) {
            listeners.add(new Listener(endpoint, protocol, config.socketMode(), connections));
        }
    }

    /// Opens the endpoints, and keeps them open.
    public void start() {
        if (listeners.isEmpty()) {
            return;
        }
        writer = Optional.of(Thread.ofVirtual().name("agent-live-audit").start(audit));
        listeners.forEach(Listener::mend);
        mender = Optional.of(Thread.ofVirtual().name("agent-live").start(this::mend));
    }

    private void mend() {
        try {
            while (!stopped.await(MEND_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                listeners.forEach(Listener::mend);
                connections.closeIdle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Closes everything. The audit ends last, when nothing can be answered any longer.
    public void stop() {
        stopped.countDown();
        mender.ifPresent(LiveAnswers::join);
        listeners.forEach(Listener::close);
        connections.closeAll();
        audit.close();
        writer.ifPresent(LiveAnswers::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What keeps Postfix from being answered, in words.
    public Stream<String> problems() {
        return listeners.stream()
                .map(Listener::problem)
                .filter(Objects::nonNull)
                .map(String::valueOf);
    }

    /// How many connections are open.
    public int connections() {
        return connections.size();
    }

    /// How many lines about relaying that was allowed could not be written.
    public long auditLost() {
        return audit.lost();
    }

    /// The kinds of answers.
    public static List<String> kinds() {
        return Arrays.stream(Reply.Kind.values()).map(LiveAnswers::word).toList();
    }

    /// How many answers were given of a kind.
    public long answered(String kind) {
        return tables.count(Reply.Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    }

    private static String word(Reply.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// Where it listens, for tests that let the kernel choose a port.
    List<SocketAddress> addresses() throws IOException {
        var addresses = new ArrayList<SocketAddress>();
        for (var listener : listeners) {
            addresses.add(listener.address());
        }
        return addresses;
    }
}
