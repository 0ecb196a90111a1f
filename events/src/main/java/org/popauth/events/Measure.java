package org.popauth.events;

/// What must hold for a client on every mail host.
public enum Measure {
    /// It may relay mail: an entry of `popauth_checks`.
    RELAY,
    /// Postfix refuses it with a text and without a DNS query: an entry of `rbl_cache`.
    REJECT,
    /// The firewall drops its packets: null routing.
    DROP
}
