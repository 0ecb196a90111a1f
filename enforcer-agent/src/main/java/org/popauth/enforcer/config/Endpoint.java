package org.popauth.enforcer.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.popauth.events.Address;
import org.popauth.events.Printable;

/// Where something listens on this host, in Postfix's words: `unix:/run/x` or
/// `inet:127.0.0.1:10025`, `inet:[::1]:10025`. Addresses that other hosts can reach are none:
/// nobody has to give a password.
///
/// @param text as it was written
public record Endpoint(String text, SocketAddress address) {

    private static final String UNIX = "unix:";
    private static final String INET = "inet:";

    /// The longest path that the kernel takes (unix(7)).
    private static final int PATH_BYTES_MAX = 107;

    /// Reads a setting.
    ///
    /// @throws IllegalArgumentException when it is none
    public static Endpoint of(String text) {
        var word = text.strip();
        if (word.startsWith(UNIX)) {
            return new Endpoint(word, unix(word.substring(UNIX.length())));
        }
        if (word.startsWith(INET)) {
            return new Endpoint(word, inet(word.substring(INET.length())));
        }
        throw unusable(word, "it begins with unix: or inet:");
    }

    private static SocketAddress unix(String path) {
        if (!path.startsWith("/") || path.length() > PATH_BYTES_MAX) {
            throw unusable(path, "an absolute path of at most " + PATH_BYTES_MAX + " bytes");
        }
        return UnixDomainSocketAddress.of(path);
    }

    private static SocketAddress inet(String text) {
        int colon = text.lastIndexOf(':');
        var host = colon < 0 ? text : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        var inet = loopback(host);
        var port = text.substring(colon + 1);
        if (inet.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw unusable(text, "127.0.0.1 or [::1], a colon and a port");
        }
        return new InetSocketAddress(inet.get(), Integer.parseInt(port));
    }

    private static Optional<InetAddress> loopback(String host) {
        try {
            return Optional.of(Address.parse(host).toInetAddress())
                    .filter(InetAddress::isLoopbackAddress);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException unusable(String text, String allowed) {
        return new IllegalArgumentException(
                "'" + Printable.of(text, 120) + "' is no endpoint; allowed: " + allowed);
    }

    /// The path of a unix socket; empty for a port.
    public Optional<Path> path() {
        return address instanceof UnixDomainSocketAddress unix
                ? Optional.of(unix.getPath())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
