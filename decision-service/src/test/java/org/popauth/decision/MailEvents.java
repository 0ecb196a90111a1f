package org.popauth.decision;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Address;
import org.popauth.events.Client;
import org.popauth.events.EventId;
import org.popauth.events.MailEvent;
import org.popauth.events.MailHost;
import org.popauth.events.OffenceKind;

/// Writes events for tests: each is one line further and, unless told otherwise, one second later.
public final class MailEvents {

    public static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

    private static final MailHost MX1 = new MailHost("mx1");

    private final String source;
    private Instant now;
    private long line;

    public MailEvents(String source) {
        this(source, START);
    }

    public MailEvents(String source, Instant now) {
        this.source = source;
        this.now = now;
    }

    public Instant now() {
        return now;
    }

    /// Lets time pass.
    public MailEvents after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    public MailEvents at(Instant instant) {
        now = instant;
        return this;
    }

    private EventId next() {
        line += 100;
        return new EventId(source, 1, line);
    }

    public MailEvent offence(String address, OffenceKind kind) {
        return offence(address, kind, "spam@other.example");
    }

    public MailEvent offence(String address, OffenceKind kind, String sender) {
        return offence(address, kind, sender, null, null);
    }

    public MailEvent rblListed(String address, String zone, String text) {
        return offence(address, OffenceKind.RBL_LISTED, "a@b.example", zone, text);
    }

    private MailEvent offence(
            String address,
            OffenceKind kind,
            String sender,
            @Nullable String zone,
            @Nullable String text) {
        var ip = Address.parse(address);
        return new MailEvent.Offence(
                next(),
                now,
                now.plusMillis(5),
                MX1,
                Client.of(ip),
                ip,
                "postfix/smtpd",
                "a line",
                kind,
                "RCPT",
                "554 5.7.1",
                sender,
                "x@example.org",
                "client.example",
                zone,
                text,
                null);
    }

    public MailEvent loginFailed(String address, @Nullable String user) {
        var ip = Address.parse(address);
        return new MailEvent.LoginFailed(
                next(),
                now,
                now.plusMillis(5),
                MX1,
                Client.of(ip),
                ip,
                "dovecot",
                "a line",
                user,
                "pop3",
                "auth failed",
                1);
    }

    public MailEvent login(String address, String user) {
        return login(address, user, "pop3", null);
    }

    public MailEvent login(String address, String user, String service, @Nullable String session) {
        var ip = Address.parse(address);
        return new MailEvent.LoginSucceeded(
                next(),
                now,
                now.plusMillis(5),
                MX1,
                Client.of(ip),
                ip,
                "dovecot",
                "a line",
                user,
                service,
                session);
    }

    public MailEvent logout(String address, String user, String service, @Nullable String session) {
        var ip = Address.parse(address);
        return new MailEvent.LoggedOut(
                next(),
                now,
                now.plusMillis(5),
                MX1,
                Client.of(ip),
                ip,
                "dovecot",
                "a line",
                user,
                service,
                session);
    }
}
