package org.popauth.enforcer.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.popauth.enforcer.firewall.Firewall.Change.Add;
import org.popauth.events.Network;

/// Connections that were open before their client was dropped, in the real kernel.
class OpenConnectionsIT {

    private static final Path NFT = Path.of("/usr/sbin/nft");
    private static final Path SS = Path.of("/usr/bin/ss");
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final FirewallSettings MAIL_PORTS =
            new FirewallSettings(List.of(25, 465, 587), 1000);
    private static final List<Network> CLIENTS =
            List.of(Network.parse("203.0.113.9"), Network.parse("2001:db8:1:2::/64"));

    /// Opens a connection over the first address, says so, and then, for each line it reads, sends
    /// something and says whether it arrived within half a second, or why not.
    private static final String CONVERSATION =
            """
            import socket, sys
            address, server, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
            family = socket.AF_INET6 if ':' in address else socket.AF_INET
            listening = socket.socket(family)
            listening.bind((server, port))
            listening.listen()
            client = socket.socket(family)
            client.bind((address, 0))
            client.connect((server, port))
            served, _ = listening.accept()
            served.settimeout(0.5)
            print('open', flush=True)
            for line in sys.stdin:
                try:
                    client.send(b'x')
                    print('arrived' if served.recv(1) else 'closed', flush=True)
                except TimeoutError:
                    print('lost', flush=True)
                except OSError as e:
                    print('ended', flush=True)
            """;

    private final List<Process> started = new ArrayList<>();
    private Namespace namespace;

    @BeforeEach
    void open() {
        namespace = Namespace.open(NFT, SS, PYTHON);
        for (var address :
                List.of(
                        "203.0.113.9/32",
                        "203.0.113.1/32",
                        "2001:db8:1:2::9/128",
                        "2001:db8::1/128")) {
            namespace.addAddress(address);
        }
    }

    @AfterEach
    void close() {
        started.forEach(Process::destroyForcibly);
        namespace.close();
    }

    private Process conversation(String address, String server, int port) throws IOException {
        var command = new ArrayList<>(namespace.prefix());
        command.addAll(
                List.of(
                        PYTHON.toString(),
                        "-c",
                        CONVERSATION,
                        address,
                        server,
                        String.valueOf(port)));
        var process = new ProcessBuilder(command).start();
        started.add(process);
        Assumptions.assumeTrue("open".equals(line(process)), "the connection could not be opened");
        return process;
    }

    private static String line(Process process) throws IOException {
        return String.valueOf(
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine());
    }

    private static String saysSomething(Process process) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return line(process);
    }

    private void drop() {
        var firewall = new NftablesFirewall(namespace.commands(), NFT, MAIL_PORTS);
        var now = Instant.now();
        firewall.prepare(List.of(), now);
        var later = now.plusSeconds(600);
        firewall.apply(CLIENTS.stream().map(it -> new Add(it, later)).toList(), now);
    }

    @Test
    void packetsOfAnOpenConnectionAreDroppedAlthoughARuleOfTheHostAcceptsThem() throws IOException {
        // Given
        namespace.run(
                NFT.toString(),
                "add table inet filter; add chain inet filter input { type filter hook input"
                        + " priority 0; policy accept; }; add rule inet filter input ct state"
                        + " established,related accept");
        var mail = conversation("203.0.113.9", "203.0.113.1", 25);
        var before = saysSomething(mail);

        // When
        drop();

        // Then
        assertThat(before).isEqualTo("arrived");
        assertThat(saysSomething(mail)).isEqualTo("lost");
    }

    @Test
    void openConnectionsToTheClosedPortsAreEndedAndOthersNot() throws IOException {
        // Given
        var mail = conversation("203.0.113.9", "203.0.113.1", 25);
        var mail6 = conversation("2001:db8:1:2::9", "2001:db8::1", 587);
        var pop3 = conversation("203.0.113.9", "203.0.113.1", 110);
        var cut = new OpenConnections(namespace.commands(), SS, MAIL_PORTS);

        // When
        cut.cut(CLIENTS);

        // Then
        Assumptions.assumeTrue(cut.problem() == null, String.valueOf(cut.problem()));
        assertThat(saysSomething(mail)).isEqualTo("ended");
        assertThat(saysSomething(mail6)).isEqualTo("ended");
        assertThat(saysSomething(pop3)).isEqualTo("arrived");
    }
}
