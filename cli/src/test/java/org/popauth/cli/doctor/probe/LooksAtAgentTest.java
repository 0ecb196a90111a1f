package org.popauth.cli.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popauth.cli.doctor.exec.Programs;
import org.popauth.cli.doctor.facts.Agent;
import org.popauth.cli.doctor.facts.FileFact;
import org.popauth.cli.doctor.facts.Seen;
import org.popauth.testsupport.FreePort;

class LooksAtAgentTest {

    @TempDir Path folder;

    private Agent look() {
        var places =
                new Places(
                        Optional.empty(),
                        folder,
                        folder,
                        folder,
                        folder.resolve("agent.properties"),
                        "popauth",
                        folder);
        var programs =
                new Programs(
                        List.of(), List.of(folder.resolve("bin")), folder, Duration.ofSeconds(10));
        return new LooksAtAgent(programs, places).look();
    }

    private void settings(String text) throws IOException {
        Files.writeString(folder.resolve("agent.properties"), text);
    }

    private void program(String name, String script) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        var program =
                Files.writeString(folder.resolve("bin/" + name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Seen<Agent.Health> health(String body) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/q/health/ready",
                exchange -> {
                    var bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(body.contains("DOWN") ? 503 : 200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        try {
            settings("quarkus.http.port=" + server.getAddress().getPort());
            return look().health();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aHostWithNothingHasNoAgent() throws IOException {
        settings("quarkus.http.port=" + FreePort.next());
        Files.delete(folder.resolve("agent.properties"));

        var agent = look();

        assertThat(agent.settings())
                .isEqualTo(Seen.missing("there is no " + folder + "/agent.properties"));
        assertThat(agent.unit()).isEqualTo(Seen.missing("systemd does not run here"));
    }

    @Test
    void settingsAreReadAsTheAgentReadsThem() throws IOException {
        settings(
                "# comment\nagent.state-dir : /x \nkafka.bootstrap.servers=127.0.0.1:1, [::1]:1\n");

        var agent = look();

        assertThat(agent.tableDirectory()).isEqualTo("/x");
        assertThat(agent.brokers())
                .extracting(Agent.Contact::endpoint)
                .containsExactly("127.0.0.1:1", "[::1]:1");
        assertThat(agent.brokers()).extracting(Agent.Contact::ok).containsExactly(false, false);
    }

    @Test
    void systemdIsAskedForTheUnitAndTheKernelForItsCapabilities() throws IOException {
        Files.createDirectories(folder.resolve("run/systemd/system"));
        Files.createDirectories(folder.resolve("proc/42"));
        Files.writeString(
                folder.resolve("proc/42/status"), "Name:\tjava\nCapEff:\t0000000000003000\n");
        program("systemctl", "printf 'LoadState=loaded\\nActiveState=active\\nMainPID=42\\n'");

        var agent = look();

        assertThat(agent.unit()).isEqualTo(Seen.found("active"));
        assertThat(agent.capabilities()).isEqualTo(Seen.found(0x3000L));
    }

    @Test
    void whatTheUnitSetsCountsMoreThanTheFile() throws IOException {
        Files.createDirectories(folder.resolve("run/systemd/system"));
        Files.writeString(
                folder.resolve("agent.env"), "# comment\nAGENT_FIREWALL_BACKEND='iptables'\n");
        settings("agent.firewall.backend=nftables\nagent.state-dir=/of/the/file\n");
        program(
                "systemctl",
                """
                echo LoadState=loaded
                echo 'Environment=QUARKUS_CONFIG_LOCATIONS=%1$s/agent.properties "AGENT_STATE_DIR=/a b"'
                echo 'EnvironmentFiles=%1$s/none (ignore_errors=yes)'
                echo 'EnvironmentFiles=%1$s/agent.env (ignore_errors=no)'
                """
                        .replace("%1$s", folder.toString()));

        var agent = look();

        assertThat(agent.setting("agent.firewall.backend", "")).isEqualTo("iptables");
        assertThat(agent.tableDirectory()).isEqualTo("/a b");
        assertThat(agent.environment())
                .isEqualTo(
                        Seen.found(
                                new Agent.Environment(
                                        Optional.empty(),
                                        Set.of("agent.firewall.backend", "agent.state-dir"))));
    }

    @Test
    void aUnitThatReadsAnotherFileIsToldOn() throws IOException {
        Files.createDirectories(folder.resolve("run/systemd/system"));
        program(
                "systemctl",
                "echo LoadState=loaded; echo Environment=QUARKUS_CONFIG_LOCATIONS=/etc/a,/etc/b");

        assertThat(look().environment())
                .isEqualTo(
                        Seen.found(new Agent.Environment(Optional.of("/etc/a,/etc/b"), Set.of())));
    }

    @Test
    void theUnitOfTheBootIsLookedAt() throws IOException {
        Files.createDirectories(folder.resolve("run/systemd/system"));
        program(
                "systemctl",
                """
                case $* in
                *restore*) printf 'LoadState=loaded\nUnitFileState=enabled\nWants=network-pre.target\n'
                           echo Before=shutdown.target network-pre.target ;;
                esac
                """);
        assertThat(look().restore()).isEqualTo(Seen.found(new Agent.Restore(true, true, true)));

        program("systemctl", "printf 'LoadState=loaded\nUnitFileState=disabled\nBefore=x\n'");
        assertThat(look().restore()).isEqualTo(Seen.found(new Agent.Restore(true, false, false)));

        program("systemctl", "echo LoadState=not-found");
        assertThat(look().restore()).isEqualTo(Seen.found(new Agent.Restore(false, false, false)));
    }

    @Test
    void aUnitThatSystemdDoesNotKnowIsMissing() throws IOException {
        Files.createDirectories(folder.resolve("run/systemd/system"));
        program("systemctl", "printf 'LoadState=not-found\\nActiveState=inactive\\nMainPID=0\\n'");

        assertThat(look().unit()).isEqualTo(Seen.missing("systemd knows no popauth-agent.service"));
    }

    @Test
    void theHealthCheckSaysWhyItIsDown() throws IOException {
        assertThat(health("{\"status\":\"UP\",\"checks\":[]}"))
                .isEqualTo(Seen.found(new Agent.Health(true, "")));
        assertThat(
                        health(
                                "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"decisions\","
                                        + "\"status\":\"DOWN\",\"data\":{\"why\":\"no broker\"}}]}"))
                .isEqualTo(
                        Seen.found(new Agent.Health(false, "decisions {\"why\":\"no broker\"}")));
    }

    @Test
    void whatIsNoHealthCheckIsNone() throws IOException {
        assertThat(health("<html>").isMissing()).isTrue();
        assertThat(health("[1]").isMissing()).isTrue();
    }

    @Test
    void tablesAreReadOutAndKeysThatAreNoAddressesNamed() throws IOException {
        var state = Files.createDirectory(folder.resolve("state"));
        settings("agent.state-dir=" + state);
        for (var name : List.of("popauth_checks", "popauth_checks.lmdb", "rbl_cache.db", "x.db")) {
            Files.createFile(state.resolve(name));
        }
        program("postmap", "printf '203.0.113.9\\tOK\\n203.0.113\\tOK\\n2001:DB8::1\\tOK\\n'");

        var agent = look();

        assertThat(agent.keys().keySet())
                .containsExactlyInAnyOrder(
                        "lmdb:" + state + "/popauth_checks", "hash:" + state + "/rbl_cache");
        assertThat(agent.keys().values())
                .allSatisfy(
                        it ->
                                assertThat(it)
                                        .isEqualTo(
                                                Seen.found(List.of("203.0.113", "2001:DB8::1"))));
        assertThat(agent.files()).filteredOn(it -> it.kind() == FileFact.Kind.FILE).hasSize(3);
    }

    @Test
    void aTableThatPostfixCannotListIsNotAskedFor() throws IOException {
        var state = Files.createDirectory(folder.resolve("state"));
        settings("agent.state-dir=" + state);
        Files.createFile(state.resolve("rbl_cache.cdb"));
        program("postmap", "echo 'fatal: sequence operation is not supported' >&2; exit 1");

        var keys = look().keys().get("cdb:" + state + "/rbl_cache");

        assertThat(keys)
                .isEqualTo(
                        Seen.missing(
                                "cdb:"
                                        + state
                                        + "/rbl_cache: no program of Postfix lists what a cdb"
                                        + " table holds"));
    }
}
