package org.popauth.enforcer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.config.AgentClock;
import org.popauth.enforcer.config.AgentConfig;
import org.popauth.enforcer.config.Limits;
import org.popauth.enforcer.desired.Guard;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.feed.DecisionFeed;
import org.popauth.enforcer.health.AgentMeters;
import org.popauth.enforcer.live.LiveAnswers;
import org.popauth.enforcer.log.PopauthLog;
import org.popauth.enforcer.outgoing.Outgoing;
import org.popauth.enforcer.outgoing.Reports;
import org.popauth.enforcer.postfix.Postfix;
import org.popauth.enforcer.postfix.PostfixTable;
import org.popauth.enforcer.postfix.TableType;
import org.popauth.enforcer.reconcile.Audience;
import org.popauth.enforcer.reconcile.Board;
import org.popauth.enforcer.reconcile.DropKeeper;
import org.popauth.enforcer.reconcile.Effect;
import org.popauth.enforcer.reconcile.HostGuard;
import org.popauth.enforcer.reconcile.HostState;
import org.popauth.enforcer.reconcile.Keeper;
import org.popauth.enforcer.reconcile.MeasureKeeper;
import org.popauth.enforcer.reconcile.Place;
import org.popauth.enforcer.reconcile.TablePlace;
import org.popauth.enforcer.reconcile.UntoldParts;
import org.popauth.enforcer.standing.RememberStanding;
import org.popauth.enforcer.standing.StandingFile;
import org.popauth.events.MailHost;
import org.popauth.events.Measure;

/// The parts of the agent, put together as the settings say.
record Parts(
        MailHost host,
        Board board,
        HostGuard guard,
        HostState state,
        DecisionFeed feed,
        Outgoing outgoing,
        Reports reports,
        LiveAnswers live,
        RememberStanding remember) {

    private static final int INSTANCES_MAX = 50;

    /// The file that says of which parts not everything was told.
    static final String UNTOLD = "untold";

    static Parts of(
            AgentConfig config, AgentClock clock, Map<String, Object> kafka, AgentMeters meters) {
        directory(config.stateDir());
        var host = host(config);
        var board = new Board(config.decisionsMax());
        var outgoing = new Outgoing(kafka);
        var reports = new Reports(outgoing, host);
        var feed = new DecisionFeed(kafka, board, clock, outgoing);
        var commands = new Commands(config.commands().timeout());
        var postfix = postfix(config, commands);
        var guard = guard(config, postfix.installed());
        var log = log(config);
        var told = new Telling(log, reports, meters, clock);
        var live = new LiveAnswers(config.live(), board, guard, clock, log);
        var keepers = new ArrayList<MeasureKeeper>();
        keepers.add(
                new DropKeeper(
                        FirewallParts.firewall(config, commands),
                        FirewallParts.connections(config, commands),
                        board,
                        guard,
                        clock,
                        config.reconcileEvery(),
                        new DropKeeper.Listeners(
                                told,
                                told::disturbed,
                                new UntoldParts(config.stateDir().resolve(UNTOLD)))));
        for (var place : places(config, postfix)) {
            keepers.add(
                    new Keeper(place, board, guard, clock, config.reconcileEvery(), told::tell));
        }
        var remember = new RememberStanding(standingFile(config), host.toString(), board, clock);
        var state =
                new HostState(
                        host,
                        clock,
                        keepers,
                        () ->
                                Stream.of(
                                                Stream.of(
                                                        feed.trouble(),
                                                        guard.problem(),
                                                        remember.problem()),
                                                board.problems().stream(),
                                                live.problems())
                                        .flatMap(it -> it));
        return new Parts(host, board, guard, state, feed, outgoing, reports, live, remember);
    }

    /// Where this host remembers what stands.
    static StandingFile standingFile(AgentConfig config) {
        return new StandingFile(config.stateDir().resolve("standing"));
    }

    private static void directory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot create the directory " + directory + ": " + e.getMessage(), e);
        }
        if (!Files.isWritable(directory)) {
            throw new UncheckedIOException(
                    new IOException("the directory " + directory + " is not writable"));
        }
    }

    private static MailHost host(AgentConfig config) {
        try {
            var own = InetAddress.getLocalHost().getHostName();
            return new MailHost(config.host().orElse(own));
        } catch (UnknownHostException e) {
            return new MailHost(config.host().orElse("localhost"));
        }
    }

    /// The Postfix of this host, or why there is none.
    record FoundPostfix(@Nullable Postfix installed, List<String> problems) {}

    static FoundPostfix postfix(AgentConfig config, Commands commands) {
        if (!config.postfix().enabled()) {
            return new FoundPostfix(null, List.of());
        }
        var postfix =
                new Postfix(
                        commands,
                        config.commands().postconf(),
                        config.commands().postmap(),
                        Limits.atMost(
                                INSTANCES_MAX,
                                config.postfix().configDirectory().orElse(List.of()),
                                "agent.postfix.config-directory"));
        if (postfix.installed()) {
            return new FoundPostfix(postfix, List.of());
        }
        var problem =
                "there is no Postfix here ("
                        + config.commands().postmap()
                        + " is missing): its tables are plain text only";
        return new FoundPostfix(null, List.of(problem));
    }

    private static HostGuard guard(AgentConfig config, @Nullable Postfix postfix) {
        var settings = settingsGuard(config);
        return new HostGuard(settings, () -> postfix == null ? List.of() : postfix.mynetworks());
    }

    /// What the settings protect.
    static Guard settingsGuard(AgentConfig config) {
        return new Guard(List.of(), config.ipv6PrefixMin())
                .and(config.allow().orElse(List.of()), "which is in agent.allow")
                .and(config.ownNetworks(), "which is in agent.own-networks");
    }

    private static PopauthLog log(AgentConfig config) {
        return new PopauthLog(
                config.stateDir().resolve("popauth.log"),
                config.log().bytesMax(),
                config.log().oldFiles());
    }

    static List<Place> places(AgentConfig config, FoundPostfix postfix) {
        var directory = config.postfix().directory().orElse(config.stateDir());
        directory(directory);
        var type = config.postfix().tableType().flatMap(TableType::of);
        return List.of(
                table(Measure.REJECT, directory.resolve("rbl_cache"), postfix, type),
                table(Measure.RELAY, directory.resolve("popauth_checks"), postfix, type));
    }

    private static Place table(
            Measure measure, Path source, FoundPostfix postfix, Optional<TableType> type) {
        var table = new PostfixTable(source.toAbsolutePath(), postfix.installed(), type);
        return new TablePlace(measure, table, postfix.problems());
    }

    /// Tells what was done to all who want to know.
    private record Telling(PopauthLog log, Reports reports, AgentMeters meters, AgentClock clock)
            implements Audience {

        void disturbed(String what) {
            log.repaired(what, clock.now());
        }

        @Override
        public void tell(List<Effect> effects) {
            reports.effects(effects);
            meters.count(effects);
            log.append(effects);
        }

        @Override
        public boolean hasRoom() {
            return reports.hasRoom();
        }

        @Override
        public BooleanSupplier receipt() {
            return reports.receipt();
        }
    }
}
