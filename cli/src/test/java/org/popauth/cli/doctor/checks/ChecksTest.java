package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Seen;

class ChecksTest {

    private static final String WHY = "may not look";

    @Test
    void aHostOnWhichAllIsRightHasNothingToMend() {
        var findings = new HostOfTest().findings();

        assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.ok, Verdict.skipped);
        assertThat(findings).allSatisfy(it -> assertThat(it.lines()).isEmpty());
        assertThat(findings).extracting(Finding::area).contains(Area.values()).isSorted();
    }

    static Stream<Arguments> unread() {
        return Stream.of(
                unread(Area.host, "clock", it -> it.clock = Seen.unread(WHY)),
                unread(Area.dovecot, "installed", it -> it.dovecotSays = Seen.unread(WHY)),
                unread(Area.syslog, "rsyslog", it -> it.rsyslogSays = Seen.unread(WHY)),
                unread(Area.syslog, "user", it -> it.groups = Seen.unread(WHY)),
                unread(Area.syslog, "repeats", it -> it.rsyslogConf = Seen.unread(WHY)),
                unread(
                        Area.syslog,
                        "source",
                        it -> {
                            it.rsyslogConf = Seen.unread(WHY);
                            it.logs.clear();
                        }),
                unread(
                        Area.syslog,
                        "readable",
                        it ->
                                it.logs.set(
                                        0,
                                        FileFact.without(
                                                FileFact.Kind.UNREAD, "/var/log/mail.log"))),
                unread(Area.firewall, "in-force", it -> it.table = Seen.unread(WHY)),
                unread(
                        Area.firewall,
                        "in-force",
                        it -> {
                            it.agent.put("agent.firewall.backend", "iptables");
                            it.programs = Set.of("iptables", "ip6tables", "ipset");
                            it.capabilities = Seen.found(3L << 12);
                            it.inputChain = Seen.unread(WHY);
                            it.inputChain6 = Seen.found(List.of("-A INPUT -j POPAUTH"));
                        }),
                unread(Area.firewall, "in-force", it -> it.settingsUnread = Seen.unread(WHY)),
                unread(Area.firewall, "flush", it -> it.nftablesConf = Seen.unread(WHY)),
                unread(Area.agent, "settings", it -> it.settingsUnread = Seen.unread(WHY)),
                unread(Area.agent, "broker-tls", it -> it.settingsUnread = Seen.unread(WHY)),
                unread(Area.agent, "unit", it -> it.unit = Seen.unread(WHY)),
                unread(Area.agent, "capabilities", it -> it.capabilities = Seen.unread(WHY)),
                unread(Area.agent, "health", it -> it.health = Seen.unread(WHY)),
                unread(
                        Area.postfix,
                        "table",
                        it -> it.tables.replaceAll((_, _) -> Seen.unread(WHY))),
                unread(Area.tables, "keys", it -> it.keys.replaceAll((_, _) -> Seen.unread(WHY))),
                unread(Area.tables, "present", ChecksTest::hideFiles),
                unread(Area.tables, "permissions", ChecksTest::hideFiles));
    }

    private static Arguments unread(Area area, String check, Consumer<HostOfTest> hide) {
        return Arguments.of(area, check, hide);
    }

    private static void hideFiles(HostOfTest host) {
        host.files.clear();
        host.files.add(FileFact.without(FileFact.Kind.UNREAD, HostOfTest.TABLES));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("unread")
    void whatCouldNotBeReadIsNeverRight(Area area, String check, Consumer<HostOfTest> hide) {
        var host = new HostOfTest();
        hide.accept(host);

        assertThat(host.finding(area, check).verdict()).isEqualTo(Verdict.unknown);
        assertThat(Checks.worst(host.findings())).isEqualTo(Verdict.unknown);
    }

    @Test
    void aHostWithoutPostfixIsToldSo() {
        var host = new HostOfTest();
        host.postfixIsThere = false;

        var finding = host.finding(Area.postfix, "installed");

        assertThat(finding.verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding.says()).isEqualTo("postconf is not installed");
    }

    @Test
    void aHostWithoutDovecotIsNotWrong() {
        var host = new HostOfTest();
        host.dovecotSays = Seen.missing("Dovecot is not installed");

        assertThat(host.finding(Area.dovecot, "installed").verdict()).isEqualTo(Verdict.skipped);
    }

    @Test
    void theWorstIsWhatIsWrongThenWhatIsUnknown() {
        var host = new HostOfTest();
        host.clock = Seen.unread(WHY);
        host.mainCf.put("soft_bounce", "yes");

        assertThat(Checks.worst(host.findings())).isEqualTo(Verdict.wrong);
    }
}
