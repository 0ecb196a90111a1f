package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Agent.Environment;
import org.popauth.cli.doctor.facts.Agent.Restore;

/// What systemd makes of the agent: what it sets besides, and what holds after a boot.
final class UnitChecks {

    private static final String ENVIRONMENT = "environment";
    private static final String RESTORE = "restore";
    private static final String SHELL = "a shell";

    private final Agent agent;

    private UnitChecks(Agent agent) {
        this.agent = agent;
    }

    static List<Finding> of(Agent agent) {
        var checks = new UnitChecks(agent);
        var findings = new ArrayList<Finding>();
        findings.add(
                Finding.seen(
                        Area.agent,
                        ENVIRONMENT,
                        agent.environment(),
                        checks::environment,
                        why -> unused(ENVIRONMENT, "its unit's environment: " + why)));
        findings.add(
                Finding.seen(
                        Area.agent,
                        RESTORE,
                        agent.restore(),
                        checks::restore,
                        why -> unused(RESTORE, "popauth-restore: " + why)));
        return findings;
    }

    private static Finding unused(String check, String why) {
        return Finding.skipped(Area.agent, check, why);
    }

    private Finding environment(Environment environment) {
        return environment
                .elsewhere()
                .map(
                        it ->
                                Finding.unknown(
                                                Area.agent,
                                                ENVIRONMENT,
                                                "the unit reads "
                                                        + it
                                                        + ", but what is said here is of "
                                                        + agent.config())
                                        .write(SHELL, List.of("popauth doctor --agent " + it)))
                .orElseGet(() -> besides(environment));
    }

    private Finding besides(Environment environment) {
        var names = environment.names();
        return Finding.ok(
                Area.agent,
                ENVIRONMENT,
                names.isEmpty()
                        ? "the unit reads " + agent.config() + " and changes nothing of it"
                        : "the unit itself sets " + String.join(", ", names));
    }

    private Finding restore(Restore restore) {
        if (agent.setting("agent.firewall.backend", "dry-run").equals("dry-run")) {
            return unused(RESTORE, "popauth-restore: dry-run has nothing to restore");
        }
        if (!restore.installed()) {
            return afterABoot("popauth-restore is not installed")
                    .write(
                            SHELL,
                            List.of(
                                    "# in the folder of popAuth",
                                    "cp infra/systemd/popauth-restore.service"
                                            + " /etc/systemd/system/",
                                    "systemctl daemon-reload",
                                    "systemctl enable popauth-restore"));
        }
        if (!restore.enabled()) {
            return afterABoot("popauth-restore is not enabled")
                    .write(SHELL, List.of("systemctl enable popauth-restore"));
        }
        return restore.beforeNetwork()
                ? Finding.ok(
                        Area.agent,
                        RESTORE,
                        "popauth-restore runs at boot, before the network is up")
                : afterABoot("popauth-restore does not come before the network")
                        .write(
                                "systemctl edit popauth-restore",
                                List.of(
                                        "[Unit]",
                                        "Wants=network-pre.target",
                                        "Before=network-pre.target"));
    }

    private static Finding afterABoot(String why) {
        return Finding.warning(
                Area.agent,
                RESTORE,
                why + ": after a boot nothing is dropped until the agent has begun its work");
    }
}
