package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.cli.doctor.Namespace;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Firewall;
import org.popauth.cli.doctor.facts.Seen;

/// A real nft and a real iptables, in a network namespace.
class LooksAtFirewallIT {

    private static final String RULES =
            """
            table inet popauth {
                set drop4 { type ipv4_addr; flags timeout; elements = { 203.0.113.9 timeout 1h } }
                chain input {
                    type filter hook input priority -10; policy accept;
                    ip saddr @drop4 tcp dport { 25, 465, 587 } counter drop
                }
            }
            """;

    @TempDir Path root;

    private Firewall look(Programs programs) {
        var places = new Places(Optional.empty(), root, root, root, root, "popauth", root);
        return new LooksAtFirewall(programs, places).look();
    }

    @Test
    void theTableIsSeenWithItsChainAndWithoutItsElements() throws Exception {
        var script = Files.writeString(root.resolve("rules.nft"), RULES);
        try (var namespace = Namespace.open("nft")) {
            namespace.run("nft", "-f", script.toString());

            var table = look(namespace.programs()).table().value().orElseThrow();

            assertThat(table).contains("hook input", "drop", "drop4").doesNotContain("203.0.113.9");
        }
    }

    @Test
    void aTableThatIsNotThereIsMissing() {
        try (var namespace = Namespace.open("nft")) {
            assertThat(look(namespace.programs()).table())
                    .isEqualTo(Seen.missing("table inet popauth"));
        }
    }

    @Test
    void theRulesOfInputAreSeenInOrderInBothFamilies() {
        try (var namespace = Namespace.open("iptables", "ip6tables")) {
            for (var program : List.of("iptables", "ip6tables")) {
                namespace.run(program, "-N", "POPAUTH");
                namespace.run(program, "-A", "INPUT", "-i", "lo", "-j", "ACCEPT");
                namespace.run(program, "-A", "INPUT", "-j", "POPAUTH");
            }

            var firewall = look(namespace.programs());

            var rules = List.of("-A INPUT -i lo -j ACCEPT", "-A INPUT -j POPAUTH");
            assertThat(firewall.inputChain()).isEqualTo(Seen.found(rules));
            assertThat(firewall.inputChain6()).isEqualTo(Seen.found(rules));
        }
    }

    @Test
    void theRuleOfNullRoutesIsSeen() {
        try (var namespace = Namespace.open("ip")) {
            namespace.run("ip", "-6", "rule", "add", "pref", "7025", "lookup", "7025");

            var firewall = look(namespace.programs());

            assertThat(firewall.rule()).isEqualTo(Seen.found(""));
            assertThat(firewall.rule6().value().orElseThrow()).contains("lookup 7025");
        }
    }

    @Test
    void withoutProgramsNothingIsKnown() {
        var none = new Programs(List.of(), List.of(root), root, java.time.Duration.ofSeconds(1));

        var firewall = look(none);

        assertThat(firewall.programs()).isEqualTo(Set.of());
        assertThat(firewall.table()).isEqualTo(Seen.missing("nft is not installed"));
        assertThat(firewall.managers()).isEqualTo(Seen.missing("systemd does not run here"));
    }
}
