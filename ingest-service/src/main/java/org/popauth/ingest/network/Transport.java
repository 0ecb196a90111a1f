package org.popauth.ingest.network;

import java.util.Locale;

/// How syslog comes over the network.
public enum Transport {
    /// One line in each datagram (RFC 5426).
    UDP,
    /// A stream, in either framing of RFC 6587.
    TCP,
    /// The same within TLS, between certificates (RFC 5425).
    TLS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
