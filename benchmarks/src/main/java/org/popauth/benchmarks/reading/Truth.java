package org.popauth.benchmarks.reading;

import java.util.Map;
import java.util.TreeMap;
import org.popauth.events.Address;
import org.popauth.events.MailEvent;

/// What stands in a log: how many lines, how often each kind of event happened, and for each kind a
/// checksum over the addresses of all its clients.
///
/// The checksum is a sum over events, so it does not depend on their order; an event too many, one
/// too few, or one with another's address changes it.
final class Truth {

    private final Map<String, Count> kinds = new TreeMap<>();
    private long lines;

    private static final class Count {
        private long events;
        private long times;
        private long addresses;
    }

    /// One more line.
    void line() {
        lines++;
    }

    /// One more event.
    ///
    /// @param kind as in [#kind(MailEvent)]
    /// @param times how often the line says that it happened
    void event(String kind, Address address, int times) {
        var count = kinds.computeIfAbsent(kind, _ -> new Count());
        count.events++;
        count.times += times;
        count.addresses += mixed(mixed(address.high()) + address.low());
    }

    /// One more event, as it was read.
    void event(MailEvent event) {
        int times = event instanceof MailEvent.LoginFailed failed ? failed.attempts() : 1;
        event(kind(event), event.address(), times);
    }

    private static String kind(MailEvent event) {
        return switch (event) {
            case MailEvent.LoginSucceeded _ -> "login-succeeded";
            case MailEvent.LoginFailed _ -> "login-failed";
            case MailEvent.LoggedOut _ -> "logged-out";
            case MailEvent.Offence offence -> offence.kind().toString();
        };
    }

    /// The mixing step of SplitMix64.
    private static long mixed(long bits) {
        long a = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    /// One line for the number of lines, and one for each kind: `kind events times checksum`.
    @Override
    public String toString() {
        var text = new StringBuilder("lines ").append(lines).append('\n');
        kinds.forEach(
                (kind, count) ->
                        text.append(kind)
                                .append(' ')
                                .append(count.events)
                                .append(' ')
                                .append(count.times)
                                .append(' ')
                                .append(Long.toHexString(count.addresses))
                                .append('\n'));
        return text.toString();
    }
}
