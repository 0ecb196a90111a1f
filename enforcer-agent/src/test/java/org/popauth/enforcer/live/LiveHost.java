package org.popauth.enforcer.live;

import static org.popauth.enforcer.Decisions.START;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.config.AgentConfig.LiveConfig;
import org.popauth.enforcer.config.AgentConfig.WholeNetworks;
import org.popauth.enforcer.config.Endpoint;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.log.PopauthLog;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.events.Decision;

/// The live answers of a host whose decisions the test makes; its clock stands still.
final class LiveHost implements AutoCloseable {

    private final Board board = new Board(10_000);
    private final LiveAnswers live;
    private long offset;

    LiveHost(Settings settings, Path log) {
        live =
                new LiveAnswers(
                        settings,
                        board,
                        () -> new Guard(List.of(), 48),
                        AgentClock.fixedAt(START),
                        new PopauthLog(log, 100_000_000, 1));
        live.start();
    }

    /// A host that has read everything.
    static LiveHost ready(Settings settings, Path log) {
        var host = new LiveHost(settings, log);
        host.heardAt(Duration.ZERO);
        return host;
    }

    /// The broker was last heard so long ago.
    void heardAt(Duration ago) {
        board.known(START.minus(ago));
        board.caughtUp();
    }

    void decided(Decision decision) {
        offset++;
        board.take(batch -> batch.accept(decision), Map.of(0, offset));
    }

    LiveAnswers live() {
        return live;
    }

    @Override
    public void close() {
        live.stop();
    }

    /// The settings, with small limits.
    record Settings(
            Optional<List<Endpoint>> socketmap,
            Optional<List<Endpoint>> policy,
            WholeNetworks wholeNetworks,
            int connectionsMax,
            Duration idle)
            implements LiveConfig {

        static Settings at(Path socketmap, Path policy) {
            return new Settings(
                    Optional.of(List.of(Endpoint.of("unix:" + socketmap))),
                    Optional.of(List.of(Endpoint.of("unix:" + policy))),
                    WholeNetworks.NONE,
                    1000,
                    Duration.ofMinutes(10));
        }

        Settings with(WholeNetworks whole) {
            return new Settings(socketmap, policy, whole, connectionsMax, idle);
        }

        Settings with(int connections, Duration idleMax) {
            return new Settings(socketmap, policy, wholeNetworks, connections, idleMax);
        }

        @Override
        public String socketMode() {
            return "rw-rw-rw-";
        }

        @Override
        public Duration staleAfter() {
            return Duration.ofMinutes(30);
        }

        @Override
        public int requestBytesMax() {
            return 2000;
        }

        @Override
        public int attributesMax() {
            return 60;
        }
    }
}
