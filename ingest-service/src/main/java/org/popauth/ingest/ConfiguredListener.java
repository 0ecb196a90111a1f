package org.popauth.ingest;

import static org.popauth.ingest.ConfiguredSources.key;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.MailHost;
import org.popauth.ingest.IngestConfig.SourceConfig;
import org.popauth.ingest.network.Limits;
import org.popauth.ingest.network.SenderList;
import org.popauth.ingest.network.TlsFiles;
import org.popauth.ingest.network.Transport;
import org.popauth.ingest.source.SourceSpec;

/// A source on the network that the configuration asks for, checked.
record ConfiguredListener(String name, SourceConfig source) {

    private static final int PORT_MAX = 65_535;

    /// @throws BadSetting when it cannot work
    SourceSpec.Syslog spec(MailHost host, ZoneId zone, int lineBytesMax) {
        var transport = Transport.valueOf(source.type().name());
        return new SourceSpec.Syslog(
                name,
                host,
                zone,
                transport,
                address(),
                senders(transport),
                new Limits(
                        source.queueBytes(),
                        source.connectionsMax(),
                        source.connectionsPerSenderMax()),
                transport == Transport.TLS ? files() : null,
                lineBytesMax);
    }

    private InetSocketAddress address() {
        var text = source.listen().orElse("").strip();
        int colon = text.lastIndexOf(':');
        try {
            var address = Address.parse(unbracketed(text.substring(0, Math.max(colon, 0))));
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port >= 0 && port <= PORT_MAX) {
                return new InetSocketAddress(address.toInetAddress(), port);
            }
        } catch (IllegalArgumentException e) {
            throw badAddress(text);
        }
        throw badAddress(text);
    }

    private static String unbracketed(String text) {
        return text.startsWith("[") && text.endsWith("]")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private BadSetting badAddress(String text) {
        return new BadSetting(
                key(name, "listen"),
                text,
                "must be an address of this machine and a port, such as 192.0.2.5:6514,"
                        + " 0.0.0.0:6514 or [::]:6514");
    }

    private SenderList senders(Transport transport) {
        var texts = source.senders().orElse(List.of());
        if (texts.isEmpty()) {
            throw new BadSetting(
                    key(name, "senders"),
                    "",
                    "is missing: whoever may send lines can open the relay; list the addresses of"
                            + " the mail hosts, such as mx1=192.0.2.10,198.51.100.0/24"
                            + (transport == Transport.TLS
                                    ? " (0.0.0.0/0,::/0 leaves it to the certificates)"
                                    : ""));
        }
        try {
            return SenderList.parse(texts);
        } catch (IllegalArgumentException e) {
            throw new BadSetting(
                    key(name, "senders"),
                    String.valueOf(e.getMessage()),
                    "must be an address or a network, with the mail host's name before it or not:"
                            + " 192.0.2.10, 198.51.100.0/24, mx1=2001:db8::10");
        }
    }

    private TlsFiles files() {
        var tls =
                source.tls()
                        .orElseThrow(
                                () ->
                                        new BadSetting(
                                                key(name, "tls.certificate"),
                                                "",
                                                "is missing, as are tls.key and tls.client-ca:"
                                                        + " files in PEM format"));
        return new TlsFiles(
                readable("tls.certificate", tls.certificate().orElse(null)),
                readable("tls.key", tls.key().orElse(null)),
                readable("tls.client-ca", tls.clientCa().orElse(null)),
                tls.clients().orElse(Set.of()));
    }

    private Path readable(String key, @Nullable Path file) {
        if (file == null) {
            throw new BadSetting(key(name, key), "", "is missing: a file in PEM format");
        }
        var absolute = file.toAbsolutePath().normalize();
        if (!Files.isReadable(absolute)) {
            throw new BadSetting(
                    key(name, key),
                    absolute,
                    "cannot be read; it must be a file in PEM format that this service's user may"
                            + " read");
        }
        return absolute;
    }
}
