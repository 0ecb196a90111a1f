package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Who an event or a decision is about: one IPv4 address, or one IPv6 network.
///
/// Whoever rents one IPv6 address commands its whole /64, so that is what counts by default. The
/// text is canonical and is the key of `mail-events`: `203.0.113.9`, `2001:db8::/64`, or, for one
/// exact IPv6 address, `2001:db8::1`.
///
/// @param network the address or network; for IPv4 always a whole address
public record Client(Network network) implements Comparable<Client> {

    /// The prefix length that IPv6 addresses are grouped by unless configured otherwise.
    public static final int IPV6_PREFIX_LENGTH = 64;

    public Client {
        if (network.address().isIpv4() && network.prefixLength() != 32) {
            throw new IllegalArgumentException(
                    "a client is one IPv4 address or an IPv6 network, not " + network);
        }
    }

    /// The client that an address belongs to: itself, or its IPv6 /64.
    public static Client of(Address address) {
        return of(address, IPV6_PREFIX_LENGTH);
    }

    /// The client that an address belongs to when IPv6 is grouped by the given prefix length.
    ///
    /// @throws IllegalArgumentException when the length is not 1 to 128
    public static Client of(Address address, int ipv6PrefixLength) {
        if (ipv6PrefixLength < 1 || ipv6PrefixLength > 128) {
            throw new IllegalArgumentException(
                    "IPv6 prefix length must be 1 to 128: " + ipv6PrefixLength);
        }
        return new Client(new Network(address, address.isIpv4() ? 32 : ipv6PrefixLength));
    }

    /// The client that is one exact address, in IPv6 too.
    public static Client exactly(Address address) {
        return new Client(new Network(address, address.bits()));
    }

    /// Reads what [#toString()] writes. An address without a prefix length is that exact address.
    ///
    /// @throws IllegalArgumentException when it is not a client
    @JsonCreator
    public static Client parse(String text) {
        return new Client(Network.parse(text));
    }

    /// True when the address belongs to this client.
    public boolean contains(Address address) {
        return network.contains(address);
    }

    /// True for one whole address, false for an IPv6 network.
    public boolean isExact() {
        return network.prefixLength() == network.address().bits();
    }

    @Override
    public int compareTo(Client other) {
        return network.compareTo(other.network);
    }

    @Override
    @JsonValue
    public String toString() {
        return network.toString();
    }
}
