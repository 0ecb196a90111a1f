package org.popauth.enforcer.firewall;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.events.Network;

/// Null routing, as popAuth3 did it: what this host would answer to a dropped client goes into a
/// black hole (ip-route(8)), so that no connection comes about, to no port.
///
/// The routes are in a table of their own, number 7025, which a rule of preference 7025 asks before
/// the main table; routes of others are in other tables. The kernel ends no route by itself: while
/// the agent does not run, a ban does not end. The allow-list is the agent's alone: an allowed
/// network never gets a route. Not thread-safe.
public final class BlackholeFirewall implements Firewall {

    /// The number of the table, and the preference of the rule.
    static final String TABLE = "7025";

    /// What marks the routes as popAuth's (`/etc/iproute2/rt_protos`).
    static final String PROTOCOL = "225";

    private static final List<String> FAMILIES = List.of("-4", "-6");
    private static final int BATCH_MAX = 100_000;

    private final Commands commands;
    private final Path ip;

    public BlackholeFirewall(Commands commands, Path ip) {
        this.commands = commands;
        this.ip = ip;
    }

    @Override
    public String name() {
        return "blackhole";
    }

    @Override
    public void prepare(Collection<Network> allowed, Instant now) {
        for (var family : FAMILIES) {
            if (!hasRule(family)) {
                commands.run(Stdin.EMPTY, ip, family, "rule", "add", "pref", TABLE, "lookup", TABLE)
                        .orThrow();
            }
        }
    }

    private boolean hasRule(String family) {
        var rules = commands.run(Stdin.EMPTY, ip, family, "rule", "show", "pref", TABLE).orThrow();
        return rules.lines().anyMatch(line -> line.strip().endsWith("lookup " + TABLE));
    }

    @Override
    public Optional<String> disorder() {
        return FAMILIES.stream().allMatch(this::hasRule)
                ? Optional.empty()
                : Optional.of("the rule that asks routing table " + TABLE + " is not there");
    }

    @Override
    public Optional<String> look(Instant now, Elements elements) {
        look(0, now, elements);
        return disorder();
    }

    @Override
    public boolean endsByItself() {
        return false;
    }

    @Override
    public void look(int part, Instant now, Elements elements) {
        for (var family : FAMILIES) {
            commands.run(
                    Stdin.EMPTY,
                    in -> routes(in, elements),
                    ip,
                    family,
                    "route",
                    "show",
                    "table",
                    TABLE,
                    "proto",
                    PROTOCOL);
        }
    }

    /// Reads lines like `blackhole 192.0.2.1 proto 225`.
    private static boolean routes(InputStream in, Elements elements) throws IOException {
        try (var lines = new Scanner(in, StandardCharsets.UTF_8).useDelimiter("\n")) {
            while (lines.hasNext()) {
                var words = lines.next().split(" ", 3);
                if (words.length > 1 && words[0].equals("blackhole")) {
                    found(Network.parse(words[1]), elements);
                }
            }
        }
        return true;
    }

    private static void found(Network network, Elements elements) {
        var address = network.address();
        int length = network.prefixLength();
        elements.found(address.high(), address.low(), length, Elements.NEVER);
    }

    @Override
    public void apply(List<? extends Change> changes, Instant now) {
        for (int from = 0; from < changes.size(); from += BATCH_MAX) {
            var some = changes.subList(from, Math.min(changes.size(), from + BATCH_MAX));
            var finished = commands.run(out -> write(some, now, out), ip, "-force", "-batch", "-");
            if (!finished.ok() && !onlyAbsent(finished.errors())) {
                finished.orThrow();
            }
        }
    }

    private static void write(List<? extends Change> changes, Instant now, Appendable out)
            throws IOException {
        for (var change : changes) {
            var until =
                    switch (change) {
                        case Change.Add it -> it.until();
                        case Change.Drop it -> it.until();
                        case Change.Release _ -> Instant.MIN;
                    };
            out.append("route ").append(until.isAfter(now) ? "replace" : "del");
            out.append(" blackhole ").append(change.network().toString());
            out.append(" table ").append(TABLE).append(" proto ").append(PROTOCOL).append('\n');
        }
    }

    /// A route that is to be removed and is not there is as it should be.
    private static boolean onlyAbsent(String errors) {
        return errors.lines()
                .allMatch(
                        line ->
                                line.contains("No such process")
                                        || line.startsWith("Command failed"));
    }

    @Override
    public void withdraw() {
        for (var family : FAMILIES) {
            commands.run(
                    Stdin.EMPTY, ip, family, "route", "flush", "table", TABLE, "proto", PROTOCOL);
            while (hasRule(family)) {
                commands.run(Stdin.EMPTY, ip, family, "rule", "del", "pref", TABLE, "lookup", TABLE)
                        .orThrow();
            }
        }
    }
}
