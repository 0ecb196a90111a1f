package org.popauth.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.Enforcement;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.events.Measure;
import org.popauth.events.Network;
import org.popauth.events.OffenceKind;
import org.popauth.events.OperatorOrder;

/// A day of two mail hosts, made up, to look at the pages with.
final class SampleData {

    static final MailHost MX1 = new MailHost("mx1.example.org");
    static final MailHost MX2 = new MailHost("mx2.example.org");

    private final Instant now;
    private long offset;

    SampleData(Instant now) {
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    List<MailEvent> events() {
        var events = new ArrayList<MailEvent>();
        for (int hour = 0; hour < 24; hour++) {
            var at = now.minus(Duration.ofHours(hour)).minusSeconds(60);
            for (int i = 0; i < 3 + (hour * 5) % 7; i++) {
                events.add(logIn(at.minusSeconds(i), "198.51.100." + (10 + i), "anna" + i));
            }
            for (int i = 0; i < 4 + (hour * 7) % 11; i++) {
                var kind = OffenceKind.values()[(hour + i) % OffenceKind.values().length];
                events.add(offence(at.minusSeconds(i), "203.0.113." + (i * 3 + hour % 4), kind));
            }
        }
        events.add(offence(now.minusSeconds(90), "2001:db8:1:2::7", OffenceKind.RBL_LISTED));
        return events;
    }

    MailEvent.LoginSucceeded logIn(Instant at, String address, @Nullable String user) {
        var exact = Address.parse(address);
        return new MailEvent.LoginSucceeded(
                id(),
                at,
                at,
                MX1,
                Client.of(exact),
                exact,
                "dovecot",
                at + " mx1 dovecot: pop3-login: Login: user=<" + user + ">, rip=" + address,
                user,
                "pop3",
                "s" + offset);
    }

    MailEvent.Offence offence(Instant at, String address, OffenceKind kind) {
        return offence(
                at,
                address,
                kind,
                at
                        + " mx2 postfix/smtpd[4711]: NOQUEUE: reject: RCPT from unknown["
                        + address
                        + "]: 554 5.7.1 Service unavailable; blocked using rbl.example.net;"
                        + " from=<spam@example.com> to=<info@example.org> proto=ESMTP"
                        + " helo=<example.com>");
    }

    MailEvent.Offence offence(Instant at, String address, OffenceKind kind, String line) {
        var exact = Address.parse(address);
        return new MailEvent.Offence(
                id(),
                at,
                at,
                MX2,
                Client.of(exact),
                exact,
                "postfix/smtpd",
                line,
                kind,
                "RCPT",
                "554 5.7.1",
                "spam@example.com",
                "info@example.org",
                "example.com",
                "rbl.example.net",
                "Service unavailable",
                null);
    }

    EventId id() {
        return new EventId("mx:file:/var/log/mail.log", 1, ++offset);
    }

    List<Decision> decisions() {
        var all = new ArrayList<Decision>();
        for (int i = 0; i < 8; i++) {
            all.add(made(Measure.RELAY, "198.51.100." + (10 + i), i, "login", "anna" + i));
        }
        for (int i = 0; i < 11; i++) {
            all.add(made(Measure.REJECT, "203.0.113." + i * 3, 20 + i, "rbl-listed", null));
        }
        for (int i = 0; i < 4; i++) {
            all.add(made(Measure.DROP, "203.0.113." + i * 6, 40 + i, "refused-again", null));
        }
        all.add(made(Measure.REJECT, "2001:db8:1:2::/64", 60, "rbl-listed", null));
        all.add(withdrawn(Measure.REJECT, "203.0.113.30", 70));
        return all;
    }

    Decision.Made made(
            Measure measure, String client, long revision, String rule, @Nullable String user) {
        var parsed = Client.parse(client);
        var addresses = parsed.isExact() ? List.of(parsed.network().address()) : List.<Address>of();
        return made(measure, parsed, addresses, revision, rule, user);
    }

    /// A REJECT of a network of which these addresses were seen.
    Decision.Made madeForNetwork(String network, long revision, String... addresses) {
        var seen = Stream.of(addresses).map(Address::parse).toList();
        return made(Measure.REJECT, Client.parse(network), seen, revision, "rbl-listed", null);
    }

    private Decision.Made made(
            Measure measure,
            Client client,
            List<Address> addresses,
            long revision,
            String rule,
            @Nullable String user) {
        return new Decision.Made(
                measure,
                client,
                addresses,
                revision,
                now.minusSeconds(600 - revision),
                now.minusSeconds(600 - revision),
                now.plus(Duration.ofHours(measure == Measure.RELAY ? 1 : 24)),
                false,
                rule,
                measure == Measure.RELAY
                        ? "somebody logged in from there"
                        : "listed by rbl.example.net, 3 times in an hour",
                measure == Measure.REJECT
                        ? "554 Your IP address has been blacklisted by rbl.example.net"
                        : null,
                user,
                "popauth",
                List.of(new EventId("mx:file:/var/log/mail.log", 1, 5 + revision)),
                now);
    }

    Decision.Withdrawn withdrawn(Measure measure, String client, long revision) {
        return new Decision.Withdrawn(
                measure,
                Client.parse(client),
                revision,
                now,
                false,
                "login",
                "somebody logged in from there",
                "popauth",
                List.of(),
                null);
    }

    List<Enforcement> enforcements() {
        var all = new ArrayList<Enforcement>();
        for (var host : List.of(MX1, MX2)) {
            for (int i = 0; i < 11; i++) {
                all.add(enforced(host, "203.0.113." + i * 3, 20 + i));
            }
        }
        all.add(state(MX1, 0, List.of()));
        all.add(
                state(
                        MX2,
                        2,
                        List.of(
                                "the set of dropped clients was gone: somebody flushed the ruleset")));
        return all;
    }

    Enforcement.Enforced enforced(MailHost host, String client, long revision) {
        return new Enforcement.Enforced(
                host,
                now.minusSeconds(500 - revision),
                Measure.REJECT,
                Client.parse(client),
                revision,
                Enforcement.Outcome.APPLIED,
                "postfix",
                Duration.ofNanos(4_200_000 + revision * 100_000),
                null);
    }

    Enforcement.StateReported state(MailHost host, int missing, List<String> problems) {
        return new Enforcement.StateReported(
                host,
                now,
                "nftables",
                List.of(
                        new Enforcement.MeasureState(Measure.RELAY, 8, 8, 0, 0),
                        new Enforcement.MeasureState(Measure.REJECT, 12, 12, 0, 1),
                        new Enforcement.MeasureState(Measure.DROP, 4, 4 - missing, missing, 0)),
                Duration.ofMillis(missing * 1300L),
                problems);
    }

    List<OperatorOrder> orders() {
        return List.of(
                new OperatorOrder.Allow(
                        UUID.nameUUIDFromBytes(new byte[] {1}),
                        now.minusSeconds(4000),
                        "alice",
                        "our partner's mail server",
                        Network.parse("192.0.2.0/24"),
                        null),
                new OperatorOrder.Ban(
                        UUID.nameUUIDFromBytes(new byte[] {2}),
                        now.minusSeconds(3000),
                        "root",
                        "floods us",
                        Client.parse("203.0.113.200"),
                        Measure.DROP,
                        Duration.ofHours(12)));
    }
}
