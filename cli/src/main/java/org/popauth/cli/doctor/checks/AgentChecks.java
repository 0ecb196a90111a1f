package org.popauth.cli.doctor.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.Seen;

/// Whether the agent runs, with what it needs, and reaches the broker.
final class AgentChecks {

    private static final long NET_ADMIN = 1L << 12;
    private static final long NET_RAW = 1L << 13;
    private static final String BROKER = "kafka.bootstrap.servers=broker.example.org:9092";

    private static final List<String> INSTALL =
            List.of(
                    "# in the folder of popAuth; docs/how-to/add-a-mail-host.md says more",
                    "install -m 644 infra/sysusers.d/popauth.conf /usr/lib/sysusers.d/",
                    "install -m 644 infra/tmpfiles.d/popauth.conf /usr/lib/tmpfiles.d/",
                    "systemd-sysusers && systemd-tmpfiles --create popauth.conf",
                    "# the units look for the JDK at /usr/lib/jvm/java-25; a link will do",
                    "mvn -q -Dquick -Dmaven.test.skip=true -pl enforcer-agent -am package",
                    "mkdir -p /usr/lib/popauth/agent",
                    "cp -r enforcer-agent/target/quarkus-app/. /usr/lib/popauth/agent/",
                    "infra/rehearse-agent",
                    "cd infra/systemd",
                    "cp popauth-agent.service popauth-restore.service /etc/systemd/system/",
                    "echo " + BROKER + " > /etc/popauth/agent.properties",
                    "echo agent.firewall.backend=dry-run >> /etc/popauth/agent.properties",
                    "systemctl enable --now popauth-restore popauth-agent");

    private final Agent agent;

    private AgentChecks(Agent agent) {
        this.agent = agent;
    }

    static List<Finding> of(Agent agent) {
        var checks = new AgentChecks(agent);
        if (!agent.isHere()) {
            return List.of(checks.none());
        }
        var findings = new ArrayList<Finding>();
        findings.add(seen("settings", agent.settings(), checks::settings, checks::noSettings));
        findings.add(
                seen(
                        "unit",
                        agent.unit(),
                        AgentChecks::unit,
                        why -> unused("unit", "its unit: " + why)));
        findings.addAll(UnitChecks.of(agent));
        findings.add(
                seen(
                        "capabilities",
                        agent.capabilities(),
                        checks::capabilities,
                        why -> unused("capabilities", "its capabilities: " + why)));
        findings.add(seen("health", agent.health(), AgentChecks::health, AgentChecks::noHealth));
        findings.add(checks.lastEffect());
        agent.live().forEach(it -> findings.add(contact("live", it, "live answers at ")));
        agent.brokers().forEach(it -> findings.add(contact("broker", it, "broker ")));
        findings.add(checks.encryption());
        findings.add(ClockChecks.of(agent.clock()));
        return findings;
    }

    private static <T> Finding seen(
            String check,
            Seen<T> seen,
            Function<T, Finding> found,
            Function<String, Finding> missing) {
        return Finding.seen(Area.agent, check, seen, found, missing);
    }

    private static Finding unused(String check, String why) {
        return Finding.skipped(Area.agent, check, why);
    }

    private Finding none() {
        return Finding.wrong(
                        Area.agent,
                        "installed",
                        "there is no agent on this host (no unit popauth-agent, no "
                                + agent.config()
                                + "): what is decided is not carried out here")
                .write("what it needs besides a JDK 25, in a shell", INSTALL);
    }

    private static Finding noHealth(String why) {
        return Finding.wrong(Area.agent, "health", "no health check answers: " + why);
    }

    private Finding settings(Map<String, String> settings) {
        return settings.containsKey("kafka.bootstrap.servers")
                ? Finding.ok(Area.agent, "settings", agent.config() + " is there")
                : Finding.wrong(Area.agent, "settings", "no broker is named")
                        .write(agent.config(), List.of(BROKER));
    }

    private Finding noSettings(String why) {
        return Finding.wrong(Area.agent, "settings", why)
                .write(agent.config(), List.of(BROKER, "agent.firewall.backend=dry-run"));
    }

    private static Finding unit(String state) {
        return state.equals("active")
                ? Finding.ok(Area.agent, "unit", "popauth-agent is active")
                : Finding.wrong(Area.agent, "unit", "popauth-agent.service is " + state)
                        .write(
                                "a shell",
                                List.of(
                                        "systemctl enable --now popauth-agent",
                                        "journalctl -u popauth-agent -n 50"));
    }

    private Finding capabilities(long bits) {
        var backend = agent.setting("agent.firewall.backend", "dry-run");
        var missing = missing(bits, backend);
        if (missing.isEmpty()) {
            return Finding.ok(Area.agent, "capabilities", "it may do what " + backend + " needs");
        }
        return Finding.wrong(
                        Area.agent,
                        "capabilities",
                        "it runs without "
                                + String.join(" and ", missing)
                                + ", which "
                                + backend
                                + " needs")
                .write(
                        "systemctl edit popauth-agent",
                        List.of(
                                "[Service]",
                                "AmbientCapabilities=" + String.join(" ", missing),
                                "CapabilityBoundingSet=" + String.join(" ", missing)));
    }

    private static List<String> missing(long bits, String backend) {
        var missing = new ArrayList<String>();
        if ((bits & NET_ADMIN) == 0 && !backend.equals("dry-run")) {
            missing.add("CAP_NET_ADMIN");
        }
        if ((bits & NET_RAW) == 0 && backend.equals("iptables")) {
            missing.add("CAP_NET_RAW");
        }
        return missing;
    }

    private static Finding health(Agent.Health health) {
        return health.up()
                ? Finding.ok(Area.agent, "health", "it says UP")
                : Finding.wrong(Area.agent, "health", "it says DOWN: " + health.says());
    }

    private Finding lastEffect() {
        return agent.lastEffect()
                .map(it -> Finding.ok(Area.agent, "effects", "popauth.log was last written " + it))
                .orElseGet(
                        () ->
                                Finding.skipped(
                                        Area.agent, "effects", "nothing was enforced here yet"));
    }

    private static Finding contact(String check, Agent.Contact contact, String what) {
        var says = what + contact.endpoint() + ": " + contact.says();
        return contact.ok()
                ? Finding.ok(Area.agent, check, says)
                : Finding.wrong(Area.agent, check, says);
    }

    /// Whoever can write to the topics commands this host.
    private Finding encryption() {
        if (agent.settings().value().isEmpty()) {
            return Finding.unknown(
                    Area.agent, "broker-tls", "without its settings nobody knows its broker");
        }
        if (agent.brokers().isEmpty()) {
            return Finding.skipped(Area.agent, "broker-tls", "no broker is named");
        }
        var protocol = agent.setting("kafka.security.protocol", "PLAINTEXT");
        boolean here =
                agent.brokers().stream()
                        .allMatch(it -> it.endpoint().matches("(localhost|127\\..*|\\[::1]):.*"));
        if (here || Set.of("SSL", "SASL_SSL").contains(protocol)) {
            return Finding.ok(
                    Area.agent,
                    "broker-tls",
                    here ? "the broker is on this host" : "by " + protocol);
        }
        return Finding.warning(
                        Area.agent,
                        "broker-tls",
                        "by "
                                + protocol
                                + " across a network: who can change it commands this host")
                .write(
                        agent.config(),
                        List.of(
                                "kafka.security.protocol=SSL",
                                "kafka.ssl.truststore.type=PEM",
                                "kafka.ssl.truststore.location=/etc/popauth/broker-ca.pem"));
    }
}
