package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Seen;

class AgentChecksTest {

    private final HostOfTest host = new HostOfTest();

    private Finding finding(String check) {
        return host.finding(Area.agent, check);
    }

    @Test
    void aHostWithoutAnAgentIsToldWhatItNeeds() {
        host.agentHasSettings = false;
        host.unit = Seen.missing("systemd knows no popauth-agent.service");
        host.health = Seen.missing("nothing listens");

        var finding = finding("installed");

        assertThat(finding.verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding.says()).contains("no /etc/popauth/agent.properties");
        assertThat(finding.lines())
                .containsSubsequence(
                        "mvn -q -Dquick -Dmaven.test.skip=true -pl enforcer-agent -am package",
                        "cp -r enforcer-agent/target/quarkus-app/. /usr/lib/popauth/agent/",
                        "infra/rehearse-agent",
                        "cp popauth-agent.service popauth-restore.service /etc/systemd/system/",
                        "systemctl enable --now popauth-restore popauth-agent");
        assertThat(host.finding(Area.tables, "present").verdict()).isEqualTo(Verdict.skipped);
        assertThat(host.finding(Area.firewall, "in-force").verdict()).isEqualTo(Verdict.skipped);
    }

    @Test
    void withoutItsSettingsTheAgentHasNoBroker() {
        host.agentHasSettings = false;

        assertThat(finding("settings").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("settings").file()).isEqualTo("/etc/popauth/agent.properties");
    }

    @Test
    void settingsWithoutABrokerAreNamed() {
        host.agent.remove("kafka.bootstrap.servers");

        assertThat(finding("settings").lines())
                .containsExactly("kafka.bootstrap.servers=broker.example.org:9092");
    }

    @Test
    void aUnitThatFailedIsNamedWithTheWayToItsLog() {
        host.unit = Seen.found("failed");

        assertThat(finding("unit").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("unit").lines()).contains("journalctl -u popauth-agent -n 50");
    }

    @Test
    void capabilitiesAreThoseOfTheFirewall() {
        host.capabilities = Seen.found(0L);
        assertThat(finding("capabilities").says()).contains("without CAP_NET_ADMIN");

        host.agent.put("agent.firewall.backend", "iptables");
        host.capabilities = Seen.found(1L << 12);
        assertThat(finding("capabilities").says()).contains("without CAP_NET_RAW");

        host.agent.put("agent.firewall.backend", "dry-run");
        host.capabilities = Seen.found(0L);
        assertThat(finding("capabilities").verdict()).isEqualTo(Verdict.ok);
    }

    @Test
    void whatTheHealthCheckSaysIsToldOn() {
        host.health = Seen.found(new Agent.Health(false, "decisions cannot be read"));
        assertThat(finding("health").says()).contains("decisions cannot be read");

        host.health = Seen.missing("nothing listens at http://127.0.0.1:8083/q/health/ready");
        assertThat(finding("health").verdict()).isEqualTo(Verdict.wrong);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsWrong() {
        host.brokers.set(0, new Agent.Contact("127.0.0.1:9092", false, "Connection refused"));

        assertThat(finding("broker").verdict()).isEqualTo(Verdict.wrong);
        assertThat(finding("broker").says()).isEqualTo("broker 127.0.0.1:9092: Connection refused");
    }

    @Test
    void aLiveServiceThatDoesNotAnswerIsWrong() {
        host.live.add(new Agent.Contact("unix:/x", false, "No such file or directory"));

        assertThat(finding("live").verdict()).isEqualTo(Verdict.wrong);
    }

    @Test
    void aBrokerElsewhereWantsTls() {
        assertThat(finding("broker-tls").verdict()).isEqualTo(Verdict.ok);

        host.brokers.add(new Agent.Contact("198.51.100.1:9092", true, "answers"));
        assertThat(finding("broker-tls").verdict()).isEqualTo(Verdict.warning);

        host.agent.put("kafka.security.protocol", "SSL");
        assertThat(finding("broker-tls").verdict()).isEqualTo(Verdict.ok);
    }

    @Test
    void tablesThatAreNotThereAreNamed() {
        host.files.removeLast();

        assertThat(host.finding(Area.tables, "present").verdict()).isEqualTo(Verdict.wrong);
    }

    @Test
    void tablesThatEverybodyMayWriteOpenTheRelay() {
        host.files.set(0, HostOfTest.file(HostOfTest.TABLES, FileFact.Kind.DIRECTORY, 0777));

        assertThat(host.finding(Area.tables, "permissions").lines())
                .containsExactly("chmod o-w " + HostOfTest.TABLES);
    }

    @Test
    void aStickyDirectoryAboveIsFine() {
        host.files.add(HostOfTest.file("/var/tmp", FileFact.Kind.DIRECTORY, 01777));

        assertThat(host.finding(Area.tables, "permissions").verdict()).isEqualTo(Verdict.ok);
    }

    @Test
    void aKeyThatSpeaksForANetworkIsNamed() {
        host.keys.put("hash:/x", Seen.found(List.of("203.0.113")));

        assertThat(host.finding(Area.tables, "keys").says()).contains("hash:/x holds 203.0.113:");
    }
}
