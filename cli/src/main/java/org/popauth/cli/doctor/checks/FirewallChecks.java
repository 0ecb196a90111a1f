package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Firewall;
import org.popauth.cli.doctor.facts.Seen;

/// Whether drops are in force, and who else changes the firewall.
final class FirewallChecks {

    private static final String IN_FORCE = "in-force";

    private static final Pattern FLUSH = Pattern.compile("(?m)^\\s*flush\\s+ruleset");

    private static final Set<String> WITHOUT_RULES = Set.of("dry-run", "blackhole");

    private static final Map<String, List<String>> NEEDED =
            Map.of(
                    "nftables", List.of("nft"),
                    "iptables", List.of("iptables", "ip6tables", "ipset"),
                    "blackhole", List.of("ip"));

    private final Firewall firewall;
    private final Agent agent;
    private final String backend;

    private FirewallChecks(Firewall firewall, Agent agent) {
        this.firewall = firewall;
        this.agent = agent;
        this.backend = agent.setting("agent.firewall.backend", "dry-run");
    }

    static List<Finding> of(Firewall firewall, Agent agent) {
        var checks = new FirewallChecks(firewall, agent);
        var findings = new ArrayList<Finding>();
        findings.add(checks.programs());
        findings.add(checks.inForce());
        findings.add(checks.flush());
        findings.addAll(firewall.managers().value().map(checks::managers).orElse(List.of()));
        return findings;
    }

    private Finding programs() {
        var missing =
                NEEDED.getOrDefault(backend, List.of()).stream()
                        .filter(it -> !firewall.programs().contains(it))
                        .toList();
        boolean routesOnly = firewall.programs().stream().allMatch("ip"::equals);
        if (routesOnly && !backend.equals("blackhole")) {
            return Finding.warning(
                    Area.firewall,
                    "programs",
                    "neither nft nor iptables and ipset are installed: nobody can be dropped here;"
                            + " install nftables");
        }
        return missing.isEmpty()
                ? Finding.ok(
                        Area.firewall,
                        "programs",
                        "installed: "
                                + String.join(", ", firewall.programs().stream().sorted().toList()))
                : Finding.wrong(
                        Area.firewall,
                        "programs",
                        "agent.firewall.backend = "
                                + backend
                                + " needs "
                                + String.join(", ", missing)
                                + "; install its package");
    }

    private Finding inForce() {
        if (agent.settings() instanceof Seen.Unread<Map<String, String>>(var why)) {
            return Finding.unknown(Area.firewall, IN_FORCE, why);
        }
        if (!agent.isHere()) {
            return Finding.skipped(Area.firewall, IN_FORCE, "no agent on this host uses it");
        }
        return switch (backend) {
            case "nftables" ->
                    seen(firewall.table(), FirewallChecks::table, FirewallChecks::missing);
            case "iptables" ->
                    worse(
                            input("iptables", firewall.inputChain()),
                            input("ip6tables", firewall.inputChain6()));
            case "blackhole" -> worse(rule("-4", firewall.rule()), rule("-6", firewall.rule6()));
            case "dry-run" ->
                    Finding.warning(
                                    Area.firewall,
                                    IN_FORCE,
                                    "agent.firewall.backend = dry-run: nothing is dropped")
                            .write(agent.config(), List.of("agent.firewall.backend=nftables"));
            default ->
                    Finding.unknown(
                            Area.firewall, IN_FORCE, "backend " + backend + " is not known here");
        };
    }

    private static <T> Finding seen(
            Seen<T> seen, Function<T, Finding> found, Function<String, Finding> missing) {
        return Finding.seen(Area.firewall, IN_FORCE, seen, found, missing);
    }

    /// A table that somebody flushed is still there, and does nothing.
    private static Finding table(String text) {
        if (!text.contains("hook input")) {
            return missing("in table inet popauth the chain of input");
        }
        return text.contains("drop")
                ? Finding.ok(Area.firewall, IN_FORCE, "table inet popauth is there, and drops")
                : missing("in table inet popauth each rule that drops");
    }

    /// Both families, else the worse of the two is told.
    private static Finding worse(Finding v4, Finding v6) {
        return v6.verdict().compareTo(v4.verdict()) > 0 ? v6 : v4;
    }

    private static Finding rule(String family, Seen<String> rule) {
        return seen(
                rule,
                it ->
                        it.contains("lookup 7025")
                                ? Finding.ok(
                                        Area.firewall,
                                        IN_FORCE,
                                        "routing table 7025, of null routes, is asked")
                                : missing(
                                        "the rule that asks routing table 7025 (ip "
                                                + family
                                                + ")"),
                why -> Finding.wrong(Area.firewall, IN_FORCE, why + ": nothing is dropped"));
    }

    private static Finding input(String program, Seen<List<String>> input) {
        return seen(
                input,
                it -> chain(program, it),
                why -> Finding.wrong(Area.firewall, IN_FORCE, why + ": nothing is dropped"));
    }

    private static Finding chain(String program, List<String> input) {
        int place = 0;
        while (place < input.size() && !input.get(place).contains("-j POPAUTH")) {
            place++;
        }
        if (place == input.size()) {
            return missing("in " + program + " the jump from INPUT to POPAUTH");
        }
        return place == 0
                ? Finding.ok(Area.firewall, IN_FORCE, "POPAUTH is the first rule of INPUT")
                : Finding.warning(
                        Area.firewall,
                        IN_FORCE,
                        place
                                + " rules stand before POPAUTH in INPUT of "
                                + program
                                + "; the agent puts it first");
    }

    private static Finding missing(String what) {
        return Finding.wrong(
                Area.firewall,
                IN_FORCE,
                what + " is missing: nothing is dropped; does the agent run?");
    }

    private Finding flush() {
        if (WITHOUT_RULES.contains(backend)) {
            return Finding.skipped(
                    Area.firewall, "flush", "backend " + backend + " has no rules to be flushed");
        }
        return Finding.seen(
                Area.firewall,
                "flush",
                firewall.nftablesConf(),
                this::flush,
                why -> Finding.ok(Area.firewall, "flush", why + ": it flushes nothing"));
    }

    private Finding flush(String conf) {
        boolean used = firewall.managers().value().map(it -> it.contains("nftables")).orElse(true);
        if (!FLUSH.matcher(conf).find() || !used) {
            return Finding.ok(
                    Area.firewall, "flush", "/etc/nftables.conf leaves the agent's table alone");
        }
        return Finding.warning(
                        Area.firewall,
                        "flush",
                        "/etc/nftables.conf says `flush ruleset`: a reload ends all drops until the"
                                + " agent sees it; replace your own table instead")
                .write(
                        "/etc/nftables.conf",
                        List.of("table inet filter {}", "delete table inet filter"));
    }

    private List<Finding> managers(Set<String> managers) {
        var findings = new ArrayList<Finding>();
        if (managers.contains("docker")) {
            findings.add(
                    Finding.warning(
                            Area.firewall,
                            "docker",
                            "Docker forwards published ports past INPUT: a Postfix in a container is"
                                    + " protected only with network_mode: host"));
        }
        for (var each : List.of("firewalld", "ufw")) {
            if (managers.contains(each)) {
                findings.add(manager(each));
            }
        }
        return findings;
    }

    private Finding manager(String name) {
        return backend.equals("iptables")
                ? Finding.warning(
                        Area.firewall,
                        name,
                        name
                                + " rewrites INPUT at each reload; agent.firewall.backend=nftables has"
                                + " a table of its own")
                : Finding.ok(Area.firewall, name, name + " leaves the agent's own table alone");
    }
}
