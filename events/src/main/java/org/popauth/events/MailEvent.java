package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that a mail server reported about one client.
///
/// Published to [Topics#MAIL_EVENTS], keyed by client, so events about one client stay in order.
/// All text in it comes from a log line and with it, in part, from the client: never trust it,
/// always escape it. Text fields are null when the line does not say.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MailEvent.LoginSucceeded.class, name = "login-succeeded"),
    @JsonSubTypes.Type(value = MailEvent.LoginFailed.class, name = "login-failed"),
    @JsonSubTypes.Type(value = MailEvent.LoggedOut.class, name = "logged-out"),
    @JsonSubTypes.Type(value = MailEvent.Offence.class, name = "offence")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface MailEvent {

    /// The most characters of the log line that an event carries.
    int LINE_CHARS_MAX = 1024;

    /// Where the line stood: same line, same id. Consumers may see an event twice.
    EventId id();

    /// When it happened, by the mail host's clock.
    Instant at();

    /// When the line was received, by the clock of ingest-service.
    Instant receivedAt();

    /// The mail host that reported it.
    MailHost host();

    /// Who it is about: the key.
    Client client();

    /// The exact address, of which `client` may be the network.
    Address address();

    /// The program that wrote the line, as in the syslog tag: `postfix/smtpd`, `dovecot`.
    String program();

    /// The log line, cut to [#LINE_CHARS_MAX], control characters replaced.
    String line();

    /// A mailbox was opened, or a submission session authenticated, with a valid password.
    ///
    /// @param user the log-in name
    /// @param service `pop3`, `imap`, `submission`, `smtp` …
    /// @param session the daemon's own name of the session, when it will report the log-out too
    record LoginSucceeded(
            EventId id,
            Instant at,
            Instant receivedAt,
            MailHost host,
            Client client,
            Address address,
            String program,
            String line,
            @Nullable String user,
            String service,
            @Nullable String session)
            implements MailEvent {}

    /// A log-in was refused.
    ///
    /// @param user the log-in name that was tried
    /// @param service `pop3`, `imap`, `submission`, `smtp` …
    /// @param reason in the daemon's words
    /// @param attempts how many failures the line reports, at least 1
    record LoginFailed(
            EventId id,
            Instant at,
            Instant receivedAt,
            MailHost host,
            Client client,
            Address address,
            String program,
            String line,
            @Nullable String user,
            String service,
            @Nullable String reason,
            int attempts)
            implements MailEvent {

        public LoginFailed {
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
            }
        }
    }

    /// A session that had logged in came to its end.
    ///
    /// @param user the log-in name
    /// @param service `pop3`, `imap` …
    /// @param session as in the log-in, when known
    record LoggedOut(
            EventId id,
            Instant at,
            Instant receivedAt,
            MailHost host,
            Client client,
            Address address,
            String program,
            String line,
            @Nullable String user,
            String service,
            @Nullable String session)
            implements MailEvent {}

    /// Something that counts against the client.
    ///
    /// @param kind what it did
    /// @param stage the SMTP stage as Postfix names it: `CONNECT`, `HELO`, `MAIL`, `RCPT` …
    /// @param code the reply code, with the enhanced status code if there is one: `554 5.7.1`
    /// @param sender the envelope sender, empty for the null sender
    /// @param recipient the envelope recipient
    /// @param helo the name it greeted with
    /// @param zone the RBL that lists it
    /// @param text the reply in the server's words
    /// @param user the log-in name that was tried
    record Offence(
            EventId id,
            Instant at,
            Instant receivedAt,
            MailHost host,
            Client client,
            Address address,
            String program,
            String line,
            OffenceKind kind,
            @Nullable String stage,
            @Nullable String code,
            @Nullable String sender,
            @Nullable String recipient,
            @Nullable String helo,
            @Nullable String zone,
            @Nullable String text,
            @Nullable String user)
            implements MailEvent {}
}
