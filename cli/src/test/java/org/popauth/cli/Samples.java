package org.popauth.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.Decision;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.events.Measure;
import org.popauth.events.OffenceKind;

/// Values of the contract, with text as bad as a client can write it.
final class Samples {

    /// Clears a screen, turns writing around, is HTML.
    static final String HOSTILE = "\u001b[2J\u009b31m\u202e<script>";

    private Samples() {}

    static Decision.Made made(Measure measure, String client, String reason) {
        return new Decision.Made(
                measure,
                Client.parse(client),
                List.of(),
                7,
                Run.NOW.minusSeconds(60),
                Run.NOW.minusSeconds(60),
                Run.NOW.plus(Duration.ofHours(23)),
                false,
                "rbl-listed",
                reason,
                "Your IP address has been blacklisted by rbl.example",
                null,
                "popauth",
                List.of(id()),
                null);
    }

    static Decision.Withdrawn withdrawn(String client) {
        return new Decision.Withdrawn(
                Measure.DROP,
                Client.parse(client),
                3,
                Run.NOW.minusSeconds(600),
                false,
                "operator",
                "a customer",
                "anna",
                List.of(),
                null);
    }

    static MailEvent offence(String address) {
        Instant at = Run.NOW.minusSeconds(60);
        return new MailEvent.Offence(
                id(),
                at,
                at,
                new MailHost("mx1"),
                Client.of(Address.parse(address)),
                Address.parse(address),
                "postfix/smtpd",
                "the line " + HOSTILE,
                OffenceKind.RBL_LISTED,
                "RCPT",
                "554 5.7.1",
                HOSTILE,
                null,
                null,
                "rbl.example",
                null,
                null);
    }

    private static EventId id() {
        return new EventId("mx1:file:/var/log/mail.log", 1, 42);
    }
}
