package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// One exact IPv4 or IPv6 address.
///
/// Held as the 128 bits of IPv6; an IPv4 address is held in its IPv4-mapped form (RFC 4291, section
/// 2.5.5.2), so `::ffff:192.0.2.1` and `192.0.2.1` are the same value. Text is dotted decimal for
/// IPv4 and RFC 5952 for IPv6: the only form that Postfix finds in its tables.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record Address(long high, long low) implements Comparable<Address> {

    private static final long MAPPED = 0xffffL << 32;

    /// The IPv4 address with the given 32 bits.
    public static Address ipv4(int bits) {
        return new Address(0, MAPPED | Integer.toUnsignedLong(bits));
    }

    /// Reads an address as a mail server prints it: no brackets, no zone, no prefix, no host name.
    ///
    /// @throws IllegalArgumentException when the text is not exactly one address
    @JsonCreator
    public static Address parse(String text) {
        var address = AddressReader.read(text);
        if (address == null) {
            throw new IllegalArgumentException(
                    "not an IPv4 or IPv6 address: '" + Printable.of(text, 64) + "'");
        }
        return address;
    }

    /// Reads an address from ASCII bytes.
    ///
    /// @return null when the bytes from (inclusive) to (exclusive) are not exactly one address
    public static @Nullable Address parse(byte[] bytes, int from, int to) {
        return AddressReader.read(bytes, from, to);
    }

    /// True for IPv4, written as such or IPv4-mapped.
    public boolean isIpv4() {
        return high == 0 && (low >>> 32) == 0xffff;
    }

    /// How many bits an address of this family has: 32 or 128.
    public int bits() {
        return isIpv4() ? 32 : 128;
    }

    /// This address with all bits after the first `prefixLength` cleared.
    ///
    /// @throws IllegalArgumentException when the length is negative or longer than [#bits()]
    public Address masked(int prefixLength) {
        if (prefixLength < 0 || prefixLength > bits()) {
            throw new IllegalArgumentException(
                    "prefix length of " + this + " must be 0 to " + bits() + ": " + prefixLength);
        }
        int length = isIpv4() ? prefixLength + 96 : prefixLength;
        return new Address(high & mask(length), low & mask(length - 64));
    }

    private static long mask(int length) {
        if (length <= 0) {
            return 0;
        }
        return length >= 64 ? -1L : -1L << (64 - length);
    }

    // Written out, because the JVM puts together those of a record anew at each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Address it && low == it.low && high == it.high;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    /// The same address for the JDK's network classes.
    public InetAddress toInetAddress() {
        var bytes = isIpv4() ? new byte[4] : new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            int shift = 8 * (bytes.length - 1 - i);
            bytes[i] = (byte) (shift >= 64 ? high >>> (shift - 64) : low >>> shift);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are always an address", e);
        }
    }

    /// The address that the JDK's network classes hold; an IPv6 zone is dropped.
    public static Address of(InetAddress inet) {
        var bytes = inet.getAddress();
        if (inet instanceof Inet4Address) {
            return ipv4((int) bits(bytes, 0, 4));
        }
        return new Address(bits(bytes, 0, 8), bits(bytes, 8, 16));
    }

    private static long bits(byte[] bytes, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = bits << 8 | (bytes[i] & 0xff);
        }
        return bits;
    }

    @Override
    public int compareTo(Address other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// Dotted decimal, or RFC 5952.
    @Override
    @JsonValue
    public String toString() {
        return AddressText.of(this);
    }
}
