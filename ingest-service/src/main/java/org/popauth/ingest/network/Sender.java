package org.popauth.ingest.network;

import org.jspecify.annotations.Nullable;
import org.popauth.events.MailHost;
import org.popauth.events.Network;

/// One that may send.
///
/// @param network its address, or several
/// @param host its name, which counts whatever its lines say; null if they say it
public record Sender(Network network, @Nullable MailHost host) {

    /// Reads `192.0.2.10`, `198.51.100.0/24`, `2001:db8::/64`, or with a name before it
    /// `mx1=192.0.2.10`.
    ///
    /// @throws IllegalArgumentException for anything else
    static Sender parse(String text) {
        int equals = text.indexOf('=');
        var network = Network.parse(text.substring(equals + 1).strip());
        return new Sender(
                network, equals < 0 ? null : new MailHost(text.substring(0, equals).strip()));
    }
}
