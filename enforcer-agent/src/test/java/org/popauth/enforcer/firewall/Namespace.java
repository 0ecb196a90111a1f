package org.popauth.enforcer.firewall;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.popauth.enforcer.exec.CommandFailed;
import org.popauth.enforcer.exec.Commands;
import org.popauth.enforcer.exec.Stdin;

/// A network namespace of the test's own, removed when closed: no rule of a test touches the host.
public final class Namespace implements AutoCloseable {

    private static final Path IP = Path.of("/sbin/ip");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String name = "popauth-" + UUID.randomUUID().toString().substring(0, 8);
    private final Commands inside =
            new Commands(List.of(IP.toString(), "netns", "exec", name), TIMEOUT);
    private final Commands outside = new Commands(TIMEOUT);

    private Namespace() {}

    /// Makes one, or skips the test where that is not possible.
    public static Namespace open(Path... programs) {
        for (var program : programs) {
            Assumptions.assumeTrue(Files.isExecutable(program), program + " is not installed");
        }
        Assumptions.assumeTrue(Files.isExecutable(IP), IP + " is not installed");
        var namespace = new Namespace();
        try {
            namespace.ip("netns", "add", namespace.name);
        } catch (CommandFailed e) {
            Assumptions.abort("a network namespace takes root: " + e.getMessage());
        }
        namespace.run("/sbin/ip", "link", "set", "lo", "up");
        return namespace;
    }

    /// Runs programs inside.
    public Commands commands() {
        return inside;
    }

    /// What stands before a command so that it runs inside.
    public List<String> prefix() {
        return List.of(IP.toString(), "netns", "exec", name);
    }

    public String run(String program, String... arguments) {
        return inside.run(Stdin.EMPTY, Path.of(program), arguments).orThrow();
    }

    private void ip(String... arguments) {
        outside.run(Stdin.EMPTY, IP, arguments).orThrow();
    }

    /// Adds an address to the loopback interface of the namespace.
    public void addAddress(String address) {
        run("/sbin/ip", "address", "add", address, "dev", "lo", "nodad");
    }

    /// Joins it to another by a pair of interfaces, each with an IPv4 and an IPv6 network.
    public void join(Namespace other, String mine, String theirs, String mine6, String theirs6) {
        var here = "v" + name.substring(name.length() - 6);
        var there = "w" + name.substring(name.length() - 6);
        ip(
                "-n",
                name,
                "link",
                "add",
                here,
                "type",
                "veth",
                "peer",
                "name",
                there,
                "netns",
                other.name);
        run("/sbin/ip", "address", "add", mine, "dev", here);
        run("/sbin/ip", "address", "add", mine6, "dev", here, "nodad");
        run("/sbin/ip", "link", "set", here, "up");
        other.run("/sbin/ip", "address", "add", theirs, "dev", there);
        other.run("/sbin/ip", "address", "add", theirs6, "dev", there, "nodad");
        other.run("/sbin/ip", "link", "set", there, "up");
    }

    /// True when a connection from an address to a port of another gets an answer (of a closed
    /// port) within half a second.
    public boolean answers(String from, String to, int port) {
        var script =
                """
                import socket, sys
                s = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET)
                s.settimeout(0.5)
                s.bind((sys.argv[1], 0))
                try:
                    s.connect((sys.argv[2], int(sys.argv[3])))
                except ConnectionRefusedError:
                    pass
                """;
        var python = Path.of("/usr/bin/python3");
        Assumptions.assumeTrue(Files.isExecutable(python), python + " is not installed");
        return inside.run(Stdin.EMPTY, python, "-c", script, from, to, String.valueOf(port)).ok();
    }

    @Override
    public void close() {
        ip("netns", "delete", name);
    }
}
