package org.popauth.ingest.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Where the certificates of a listener are.
///
/// @param certificate of the server, with those of its issuers
/// @param key of the server
/// @param clientCa who issues the certificates of clients
/// @param clients the names that are believed; empty for all
public record TlsFiles(Path certificate, Path key, Path clientCa, Set<String> clients) {

    public TlsFiles {
        clients = Set.copyOf(clients);
    }

    /// All of them.
    public List<Path> paths() {
        return List.of(certificate, key, clientCa);
    }
}
