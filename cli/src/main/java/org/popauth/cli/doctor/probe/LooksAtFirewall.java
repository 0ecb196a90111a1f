package org.popauth.cli.doctor.probe;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.popauth.cli.doctor.exec.Output;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Firewall;
import org.popauth.cli.doctor.facts.Seen;

/// Asks the programs of the firewall what holds.
record LooksAtFirewall(Programs programs, Places places) {

    /// The agent's routing table, and the preference of the rule that asks it.
    private static final String NULL_ROUTES = "7025";

    Firewall look() {
        return new Firewall(
                programs("nft", "ipset", "iptables", "ip6tables", "ip"),
                managers(),
                programs.run("nft", "-t", "list", "table", "inet", "popauth")
                        .then(LooksAtFirewall::table),
                input("iptables"),
                input("ip6tables"),
                rule("-4"),
                rule("-6"),
                Reading.text(places.system("/etc/nftables.conf")));
    }

    private Set<String> programs(String... names) {
        return Stream.of(names)
                .filter(it -> programs.find(it).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Seen<Set<String>> managers() {
        if (!Files.isDirectory(places.system("/run/systemd/system"))) {
            return Seen.missing("systemd does not run here");
        }
        return Seen.found(
                Stream.of("nftables", "firewalld", "ufw", "docker")
                        .filter(it -> says("is-active", it) || says("is-enabled", it))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private boolean says(String question, String unit) {
        return programs.run("systemctl", question, unit).value().map(Output::ok).orElse(false);
    }

    private static Seen<String> table(Output output) {
        return output.errors().contains("No such file or directory")
                ? Seen.missing("table inet popauth")
                : output.read(Output::text);
    }

    private Seen<String> rule(String family) {
        return programs.run("ip", family, "rule", "show", "pref", NULL_ROUTES)
                .then(it -> it.read(Output::text));
    }

    private Seen<List<String>> input(String program) {
        return programs.run(program, "-S", "INPUT")
                .then(
                        it ->
                                it.read(
                                        said ->
                                                said.lines().stream()
                                                        .filter(each -> each.startsWith("-A "))
                                                        .toList()));
    }
}
