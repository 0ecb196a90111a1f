package org.popauth.enforcer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Measure;

/// Decisions for tests.
public final class Decisions {

    /// When the decisions of tests begin to hold.
    public static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private Decisions() {}

    /// A decision that holds for a duration from an instant.
    public static Decision.Made made(
            Measure measure, String client, long revision, Instant from, Duration duration) {
        var parsed = Client.parse(client);
        var addresses = parsed.isExact() ? List.of(parsed.network().address()) : List.<Address>of();
        return made(measure, client, addresses, revision, from, duration);
    }

    /// A decision with the exact addresses that were seen.
    public static Decision.Made made(
            Measure measure,
            String client,
            List<Address> addresses,
            long revision,
            Instant from,
            Duration duration) {
        return new Decision.Made(
                measure,
                Client.parse(client),
                addresses,
                revision,
                from,
                from,
                from.plus(duration),
                false,
                "rbl",
                "listed by zen.example.net",
                measure == Measure.REJECT ? "554 Your IP address has been blacklisted" : null,
                measure == Measure.RELAY ? "joe" : null,
                "popauth",
                List.of(),
                from);
    }

    /// The same decision, only shown.
    public static Decision.Made simulated(Decision.Made it) {
        return new Decision.Made(
                it.measure(),
                it.client(),
                it.addresses(),
                it.revision(),
                it.at(),
                it.from(),
                it.until(),
                true,
                it.rule(),
                it.reason(),
                it.reply(),
                it.user(),
                it.by(),
                it.causes(),
                it.observedAt());
    }

    /// The end of a decision.
    public static Decision.Withdrawn withdrawn(
            Measure measure, String client, long revision, Instant at) {
        return new Decision.Withdrawn(
                measure,
                Client.parse(client),
                revision,
                at,
                false,
                "login",
                "joe logged in",
                "popauth",
                List.of(),
                at);
    }
}
