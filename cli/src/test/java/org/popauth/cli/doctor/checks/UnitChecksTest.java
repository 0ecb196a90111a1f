package org.popauth.cli.doctor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Seen;

class UnitChecksTest {

    private final HostOfTest host = new HostOfTest();

    private Finding restore(boolean installed, boolean enabled, boolean beforeNetwork) {
        host.restore = Seen.found(new Agent.Restore(installed, enabled, beforeNetwork));
        return host.finding(Area.agent, "restore");
    }

    @Test
    void whatIsMissingForABootIsNamedWithTheWayOut() {
        assertThat(restore(true, true, true).verdict()).isEqualTo(Verdict.ok);
        assertThat(restore(false, false, false).lines())
                .contains("cp infra/systemd/popauth-restore.service /etc/systemd/system/");
        assertThat(restore(true, false, true).lines())
                .containsExactly("systemctl enable popauth-restore");
        assertThat(restore(true, true, false).lines()).contains("Before=network-pre.target");
        assertThat(restore(true, false, true).verdict()).isEqualTo(Verdict.warning);
    }

    @Test
    void aDryRunHasNothingToRestore() {
        host.agent.put("agent.firewall.backend", "dry-run");

        assertThat(restore(false, false, false).verdict()).isEqualTo(Verdict.skipped);
    }

    @Test
    void withoutSystemdNeitherIsUsed() {
        host.restore = Seen.missing("systemd does not run here");
        host.environment = Seen.missing("systemd does not run here");

        assertThat(host.finding(Area.agent, "restore").verdict()).isEqualTo(Verdict.skipped);
        assertThat(host.finding(Area.agent, "environment").verdict()).isEqualTo(Verdict.skipped);
    }

    @Test
    void whatTheUnitSetsBesidesIsNamed() {
        host.environment =
                Seen.found(
                        new Agent.Environment(Optional.empty(), Set.of("agent.firewall.backend")));

        assertThat(host.finding(Area.agent, "environment").says())
                .isEqualTo("the unit itself sets agent.firewall.backend");
    }

    @Test
    void aUnitThatReadsAnotherFileIsNotTheOneThatWasLookedAt() {
        host.environment = Seen.found(new Agent.Environment(Optional.of("/etc/x"), Set.of()));

        var finding = host.finding(Area.agent, "environment");

        assertThat(finding.verdict()).isEqualTo(Verdict.unknown);
        assertThat(finding.lines()).containsExactly("popauth doctor --agent /etc/x");
    }
}
