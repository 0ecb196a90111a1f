package org.popauth.standalone.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.popauth.standalone.data.Ports;
import org.popauth.standalone.fault.StartFailure;

/// A second door of the broker, for the agents of other mail hosts: TLS, and only for who shows a
/// certificate of a certain authority. What they may do there is in [AgentRights].
///
/// @param address the address to listen on, as literal; it is also what agents are told to use
/// @param port the port to listen on
/// @param broker the broker's private key, unencrypted PKCS #8, and its certificate chain; PEM
/// @param authority the certificates that agents' certificates must come from; PEM
public record AgentListener(String address, int port, Path broker, Path authority) {

    private static final Pattern ADDRESS_AND_PORT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:]+)]|([0-9.]+)):([0-9]{1,5})");

    /// The listener that a person asked for.
    ///
    /// @param text `192.0.2.1:9093` or `[2001:db8::1]:9093`
    /// @param directory holds `broker.pem` and `ca.pem`
    /// @throws StartFailure when it cannot work
    public static AgentListener parse(String text, Path directory) {
        var match = ADDRESS_AND_PORT.matcher(text);
        if (!match.matches() || Integer.parseInt(match.group(3)) > 65535) {
            throw new StartFailure(
                    "--agents is an address of this host and a port, as 192.0.2.1:9093 or"
                            + " [2001:db8::1]:9093: "
                            + text);
        }
        var address = match.group(1) == null ? match.group(2) : match.group(1);
        int port = Integer.parseInt(match.group(3));
        if (!isLiteral(address) || !Ports.isFree(address, port)) {
            throw new StartFailure(
                    "cannot listen on "
                            + text
                            + ": it is no address of this host, or another program does");
        }
        return new AgentListener(
                address, port, pem(directory, "broker.pem"), pem(directory, "ca.pem"));
    }

    private static boolean isLiteral(String address) {
        try {
            return !InetAddress.ofLiteral(address).isAnyLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Path pem(Path directory, String name) {
        var file = directory.resolve(name).toAbsolutePath().normalize();
        try {
            if (Files.readString(file).contains("-----BEGIN ")) {
                return file;
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot read "
                            + file
                            + "; --agents-tls names a directory with broker.pem (private key,"
                            + " then certificates) and ca.pem",
                    e);
        }
        throw new StartFailure(file + " is not PEM: it has no line -----BEGIN …-----");
    }

    private String url() {
        return "AGENTS://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    /// What the broker has to know, beside its other settings.
    Map<String, String> settings(String listeners, String advertised) {
        var prefix = "listener.name.agents.ssl.";
        return Map.ofEntries(
                Map.entry("listeners", listeners + "," + url()),
                Map.entry("advertised.listeners", advertised + "," + url()),
                Map.entry(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,AGENTS:SSL"),
                Map.entry(prefix + "client.auth", "required"),
                Map.entry(prefix + "keystore.type", "PEM"),
                Map.entry(prefix + "keystore.location", broker.toString()),
                Map.entry(prefix + "truststore.type", "PEM"),
                Map.entry(prefix + "truststore.location", authority.toString()),
                Map.entry(prefix + "enabled.protocols", "TLSv1.3,TLSv1.2"),
                Map.entry(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS"));
    }
}
