package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.popauth.cli.doctor.facts.Seen;

class FirewallChecksTest {

    private static final String JUMP = "-A INPUT -j POPAUTH";

    private final HostOfTest host = new HostOfTest();

    private Finding finding(String check) {
        return host.finding(Area.firewall, check);
    }

    private void iptables(List<String> v4, List<String> v6) {
        host.agent.put("agent.firewall.backend", "iptables");
        host.programs = Set.of("iptables", "ip6tables", "ipset");
        host.inputChain = Seen.found(v4);
        host.inputChain6 = Seen.found(v6);
    }

    @Test
    void programsThatTheBackendNeedsAreNamed() {
        host.agent.put("agent.firewall.backend", "iptables");

        assertThat(finding("programs").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("programs").says()).contains("needs iptables, ip6tables, ipset");
    }

    @Test
    void aHostWithoutAnyFirewallIsToldSo() {
        host.programs = Set.of();
        host.agent.put("agent.firewall.backend", "dry-run");

        assertThat(finding("programs").verdict()).isEqualTo(Verdict.warning);
    }

    @Test
    void aTableThatIsGoneOrFlushedDropsNothing() {
        host.table = Seen.missing("table inet popauth");
        assertThat(finding("in-force").says()).startsWith("table inet popauth is missing");

        host.table = Seen.found("table inet popauth {\n\tchain input {\n\t}\n}");
        assertThat(finding("in-force").verdict()).isEqualTo(Verdict.wrong);

        host.table = Seen.found("chain input { type filter hook input priority -10; }");
        assertThat(finding("in-force").says()).contains("each rule that drops");
    }

    @Test
    void theJumpMustBeFirstInBothFamilies() {
        iptables(List.of(JUMP), List.of(JUMP));
        assertThat(finding("in-force").verdict()).isEqualTo(Verdict.ok);

        iptables(List.of(JUMP), List.of("-A INPUT -j ACCEPT", JUMP));
        assertThat(finding("in-force").verdict()).isEqualTo(Verdict.warning);

        iptables(List.of(JUMP), List.of("-A INPUT -j ACCEPT"));
        assertThat(finding("in-force").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("in-force").says()).contains("ip6tables");
    }

    @Test
    void aFamilyWithoutItsProgramIsNotProtected() {
        iptables(List.of(JUMP), List.of(JUMP));
        host.inputChain6 = Seen.missing("ip6tables is not installed");

        assertThat(finding("in-force").says())
                .isEqualTo("ip6tables is not installed: nothing is dropped");
    }

    @Test
    void nullRoutesAreAskedInBothFamilies() {
        host.agent.put("agent.firewall.backend", "blackhole");
        host.programs = Set.of("ip");
        host.rule = Seen.found("7025:\tfrom all lookup 7025\n");
        assertThat(finding("in-force").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("in-force").says()).contains("(ip -6) is missing");

        host.rule6 = host.rule;
        assertThat(finding("in-force").verdict()).isEqualTo(Verdict.ok);
        assertThat(finding("programs").verdict()).isEqualTo(Verdict.ok);

        host.rule = Seen.unread("may not look");
        assertThat(finding("in-force").verdict()).isEqualTo(Verdict.unknown);
    }

    @Test
    void aDryRunDropsNothing() {
        host.agent.put("agent.firewall.backend", "dry-run");

        assertThat(finding("in-force").verdict()).isEqualTo(Verdict.warning);
        assertThat(finding("in-force").lines()).containsExactly("agent.firewall.backend=nftables");
    }

    @Test
    void anotherWhoFlushesTheRulesetIsNamed() {
        host.nftablesConf = Seen.found("#!/usr/sbin/nft -f\nflush ruleset\n");
        host.managers = Seen.found(Set.of("nftables"));
        assertThat(finding("flush").verdict()).isEqualTo(Verdict.warning);

        host.managers = Seen.found(Set.of());
        assertThat(finding("flush").verdict()).isEqualTo(Verdict.ok);

        host.managers = Seen.missing("systemd does not run here");
        assertThat(finding("flush").verdict()).isEqualTo(Verdict.warning);
    }

    @Test
    void othersWhoManageTheFirewallAreNamed() {
        host.managers = Seen.found(Set.of("docker", "ufw"));
        assertThat(finding("docker").verdict()).isEqualTo(Verdict.warning);
        assertThat(finding("ufw").verdict()).isEqualTo(Verdict.ok);

        iptables(List.of(JUMP), List.of(JUMP));
        assertThat(finding("ufw").verdict()).isEqualTo(Verdict.warning);
    }
}
