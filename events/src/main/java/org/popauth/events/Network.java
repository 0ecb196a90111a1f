package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// All addresses that share a prefix (CIDR, RFC 4632 and RFC 4291).
///
/// Text is `address/length`; a whole address is written without the length.
///
/// @param address the first address; bits after the prefix are cleared on construction
/// @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
public record Network(Address address, int prefixLength) implements Comparable<Network> {

    public Network {
        address = address.masked(prefixLength);
    }

    /// Reads `192.0.2.0/24`, `2001:db8::/32`, or one address.
    ///
    /// @throws IllegalArgumentException when it is neither
    @JsonCreator
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            var address = Address.parse(text);
            return new Network(address, address.bits());
        }
        var address = Address.parse(text.substring(0, slash));
        var length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > address.bits()) {
            throw new IllegalArgumentException(
                    "prefix length must be 0 to "
                            + address.bits()
                            + " in '"
                            + Printable.of(text, 64)
                            + "'");
        }
        return new Network(address, Integer.parseInt(length));
    }

    /// True when the address lies in this network.
    public boolean contains(Address other) {
        return other.isIpv4() == address.isIpv4() && other.masked(prefixLength).equals(address);
    }

    /// True when every address of the other network lies in this one.
    public boolean contains(Network other) {
        return other.prefixLength >= prefixLength && contains(other.address);
    }

    /// True when the two have an address in common.
    public boolean overlaps(Network other) {
        return contains(other) || other.contains(this);
    }

    @Override
    public int compareTo(Network other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(prefixLength, other.prefixLength);
    }

    @Override
    @JsonValue
    public String toString() {
        return prefixLength == address.bits() ? address.toString() : address + "/" + prefixLength;
    }
}
