package org.popauth.enforcer.firewall;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.Stdin;
import org.popauth.events.Network;

/// The chain POPAUTH, jumped to first from INPUT, in iptables and ip6tables, and sets of ipset with
/// timeouts. One ipset process per batch, whatever its size. Not thread-safe.
public final class IptablesFirewall implements Firewall {

    /// The programs that it starts.
    public record Programs(
            Path ipset,
            Path iptables,
            Path iptablesRestore,
            Path ip6tables,
            Path ip6tablesRestore) {}

    /// One family of addresses.
    private record Family(Path iptables, Path restore, String allow, List<String> drops) {}

    private final Commands commands;
    private final Path ipset;
    private final FirewallSettings settings;
    private final List<Family> families;

    /// What chains and allow-lists were like when they were last put in order.
    private volatile @Nullable String fingerprint;

    public IptablesFirewall(Commands commands, Programs programs, FirewallSettings settings) {
        this.commands = commands;
        this.ipset = programs.ipset();
        this.settings = settings;
        this.families =
                List.of(
                        new Family(
                                programs.iptables(),
                                programs.iptablesRestore(),
                                IpsetScript.ALLOW4,
                                List.of(IpsetScript.DROP4)),
                        new Family(
                                programs.ip6tables(),
                                programs.ip6tablesRestore(),
                                IpsetScript.ALLOW6,
                                List.of(IpsetScript.DROP6, IpsetScript.NET6)));
    }

    @Override
    public String name() {
        return "iptables";
    }

    @Override
    public void prepare(Collection<Network> allowed, Instant now) {
        runIpset(new IpsetScript(settings).sets().allow(allowed));
        for (var family : families) {
            var script = ChainScript.of(family.allow, family.drops, settings, input(family));
            commands.run(Stdin.of(script), family.restore, "-w", "5", "--noflush").orThrow();
        }
        fingerprint = fingerprint();
    }

    private List<String> input(Family family) {
        var rules = commands.run(Stdin.EMPTY, family.iptables, "-w", "5", "-S", "INPUT").orThrow();
        return rules.lines().toList();
    }

    @Override
    public Optional<String> disorder() {
        var now = fingerprint();
        if (now.equals(fingerprint)) {
            return Optional.empty();
        }
        return Optional.of(
                now.contains("not first\n")
                        ? "chain POPAUTH is not the first that INPUT jumps to"
                        : "chain POPAUTH, its allow-list or a set of ipset was changed");
    }

    @Override
    public Optional<String> look(Instant now, Elements elements) {
        look(0, now, elements);
        return disorder();
    }

    /// ipset lists a set in a time that grows with its size, so one part is enough.
    @Override
    public void look(int part, Instant now, Elements elements) {
        for (var family : families) {
            for (var set : family.drops) {
                commands.run(
                        Stdin.EMPTY,
                        in -> IpsetScript.members(in, now, elements),
                        ipset,
                        "save",
                        set);
            }
        }
    }

    private String fingerprint() {
        var text = new StringBuilder();
        for (var family : families) {
            var chain = List.of("-w", "5", "-S", ChainScript.CHAIN);
            text.append(said(family.iptables, chain));
            text.append(ChainScript.jumpsFirst(input(family)) ? "first\n" : "not first\n");
            said(ipset, List.of("save", family.allow))
                    .lines()
                    .filter(line -> line.startsWith("add "))
                    .sorted()
                    .forEach(line -> text.append(line).append('\n'));
            for (var set : family.drops) {
                text.append(said(ipset, List.of("list", "-t", set)).lines().limit(2).toList());
            }
        }
        return text.toString();
    }

    /// The output of a program that may fail because what it is asked for is not there.
    private String said(Path program, List<String> arguments) {
        var finished = commands.run(Stdin.EMPTY, program, arguments.toArray(String[]::new));
        return finished.ok() ? finished.output() : "missing\n";
    }

    @Override
    public void apply(List<? extends Change> changes, Instant now) {
        if (!changes.isEmpty()) {
            commands.run(
                            out -> new IpsetScript(settings, out).changes(changes, now),
                            ipset,
                            "restore",
                            "-exist")
                    .orThrow();
        }
    }

    private void runIpset(IpsetScript script) {
        commands.run(Stdin.of(script.toString()), ipset, "restore", "-exist").orThrow();
    }

    @Override
    public void withdraw() {
        var sets = new ArrayList<String>();
        for (var family : families) {
            if (!said(family.iptables, List.of("-w", "5", "-S", ChainScript.CHAIN))
                    .startsWith("missing")) {
                var script = ChainScript.removal(input(family));
                commands.run(Stdin.of(script), family.restore, "-w", "5", "--noflush").orThrow();
            }
            sets.add(family.allow);
            sets.addAll(family.drops);
        }
        for (var set : sets) {
            if (commands.run(Stdin.EMPTY, ipset, "list", "-t", set).ok()) {
                commands.run(Stdin.EMPTY, ipset, "destroy", set).orThrow();
            }
        }
        fingerprint = null;
    }
}
