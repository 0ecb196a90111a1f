package org.popauth.benchmarks.reading;

import java.util.Locale;
import java.util.SplittableRandom;
import org.popauth.events.Address;

/// Everything that is left to chance, from one seed: clients, users, names, numbers.
///
/// Clients are of the networks that are set aside for benchmarks (198.18.0.0/15, RFC 2544) and for
/// documentation (2001:db8::/32, RFC 3849); names end in `.example`.
final class Chance {

    private static final String DIGITS = "0123456789ABCDEF";
    private static final String SESSION =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// One client of ten comes by IPv6.
    private static final double IPV6 = 0.1;

    /// One client of three has a name that was verified.
    private static final double NAMED = 0.33;

    private final SplittableRandom random;
    private int sessions;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// 0 to the bound, exclusive.
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    String oneOf(String[] texts) {
        return texts[below(texts.length)];
    }

    Address address() {
        return happens(IPV6)
                ? new Address(0x2001_0db8_0000_0000L | below(1 << 20), below(1 << 16) + 1)
                : Address.ipv4(198 << 24 | 18 << 16 | below(1 << 17));
    }

    /// The name of a client as Postfix prints it before the address.
    String nameOf(Address address) {
        return happens(NAMED)
                ? String.format(Locale.ROOT, "host-%06x.isp%d.example", below(1 << 24), below(90))
                : "unknown";
    }

    String user() {
        return "user" + below(4000);
    }

    String local() {
        return user() + "@mail.example";
    }

    String remote() {
        return user() + "@site" + below(2000) + ".example";
    }

    String queueId() {
        var id = new StringBuilder("4");
        for (int i = 0; i < 10; i++) {
            id.append(DIGITS.charAt(below(16)));
        }
        return id.toString();
    }

    /// A session as Dovecot names it; none comes twice.
    String session() {
        var name = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            name.append(SESSION.charAt(below(64)));
        }
        return name.append(Integer.toString(sessions++, 36)).toString();
    }
}
