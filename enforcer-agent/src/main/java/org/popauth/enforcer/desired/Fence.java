package org.popauth.enforcer.desired;

import java.util.List;
import org.popauth.events.Network;

/// A [Guard] that is asked about a million clients: the protected networks as numbers, and only yes
/// or no for an answer.
public final class Fence {

    private final int ipv6PrefixMin;
    private final long[] high;
    private final long[] low;

    /// Prefix lengths, of IPv4 too, in IPv6's 128 bits.
    private final int[] lengths;

    private final boolean[] ipv4;

    Fence(List<Network> networks, int ipv6PrefixMin) {
        this.ipv6PrefixMin = ipv6PrefixMin;
        high = new long[networks.size()];
        low = new long[networks.size()];
        lengths = new int[networks.size()];
        ipv4 = new boolean[networks.size()];
        for (int i = 0; i < high.length; i++) {
            var address = networks.get(i).address();
            high[i] = address.high();
            low[i] = address.low();
            ipv4[i] = address.isIpv4();
            lengths[i] = networks.get(i).prefixLength() + (ipv4[i] ? 96 : 0);
        }
    }

    /// True when the client may be neither rejected nor dropped.
    public boolean protects(Folded client) {
        boolean isIpv4 = client.high() == 0 && client.low() >>> 32 == 0xffff;
        if (!isIpv4 && client.prefixLength() < ipv6PrefixMin) {
            return true;
        }
        int length = client.prefixLength() + (isIpv4 ? 96 : 0);
        for (int i = 0; i < high.length; i++) {
            if (ipv4[i] == isIpv4) {
                int common = Math.min(length, lengths[i]);
                if (same(client.high(), high[i], common)
                        && same(client.low(), low[i], common - 64)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// True when the first bits are the same.
    private static boolean same(long one, long other, int bits) {
        if (bits <= 0) {
            return true;
        }
        return bits >= 64 ? one == other : (one ^ other) >>> (64 - bits) == 0;
    }
}
