package org.popauth.ingest.network;

import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The settings of a source that listens on the network.
public interface NetworkSettings {

    /// The address and port it listens on, e.g. `192.0.2.5:6514` or `[2001:db8::5]:6514`.
    Optional<String> listen();

    /// Who may send: addresses and networks. `mx1=192.0.2.10` also says the mail host's name, which
    /// then counts whatever its lines say.
    Optional<List<String>> senders();

    /// How many bytes may wait to be read; then TCP and TLS senders wait, and datagrams are
    /// dropped.
    @WithDefault("16777216")
    @Min(65536)
    @Max(1073741824)
    int queueBytes();

    /// The most connections at one time.
    @WithDefault("1000")
    @Min(1)
    @Max(100000)
    int connectionsMax();

    /// The most connections of one address at one time.
    @WithDefault("100")
    @Min(1)
    @Max(100000)
    int connectionsPerSenderMax();

    /// The certificates of `type=tls`.
    Optional<@Valid TlsSettings> tls();

    /// Files in PEM format; they are read again when they change.
    interface TlsSettings {

        /// The certificate of this service, followed by those of its issuers.
        Optional<Path> certificate();

        /// Its private key.
        Optional<Path> key();

        /// The authorities whose clients are believed.
        Optional<Path> clientCa();

        /// The names of clients (common name, or a DNS name) that are believed; all if not set.
        Optional<Set<String>> clients();
    }
}
