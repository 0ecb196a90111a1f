package org.popauth.report.readmodel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.MailEvent;
import org.popauth.events.Printable;

/// Makes a row of each mail event. The same event again changes nothing.
public final class ProjectMailEvents {

    private static final String INSERT =
            "insert into report.mail_event (id, type, what, at, received_at, host, client, address,"
                    + " program, line, user_name, service, stage, code, sender, recipient, helo, zone,"
                    + " reply, attempts) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?, ?) on conflict (id) do nothing";
    private static final int TEXT_CHARS_MAX = 512;

    private ProjectMailEvents() {}

    /// What an event changes.
    public static List<Write> of(MailEvent event) {
        return List.of(
                switch (event) {
                    case MailEvent.LoginSucceeded login ->
                            write(
                                    login,
                                    "login-succeeded",
                                    Details.of(login.user(), login.service()));
                    case MailEvent.LoginFailed failed ->
                            write(failed, "login-failed", Details.of(failed));
                    case MailEvent.LoggedOut out ->
                            write(out, "logged-out", Details.of(out.user(), out.service()));
                    case MailEvent.Offence offence ->
                            write(offence, offence.kind().toString(), Details.of(offence));
                });
    }

    private static Write write(MailEvent event, String what, Details more) {
        return Write.of(
                "mail_event",
                INSERT,
                event.id().toString(),
                event instanceof MailEvent.Offence ? "offence" : what,
                what,
                event.at(),
                event.receivedAt(),
                event.host().toString(),
                event.client().toString(),
                event.address().toString(),
                cut(event.program()),
                Printable.of(event.line(), MailEvent.LINE_CHARS_MAX),
                cut(more.user),
                cut(more.service),
                cut(more.stage),
                cut(more.code),
                cut(more.sender),
                cut(more.recipient),
                cut(more.helo),
                cut(more.zone),
                cut(more.reply),
                more.attempts);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : Printable.of(text, TEXT_CHARS_MAX);
    }

    /// What only some events say.
    private record Details(
            @Nullable String user,
            @Nullable String service,
            @Nullable String stage,
            @Nullable String code,
            @Nullable String sender,
            @Nullable String recipient,
            @Nullable String helo,
            @Nullable String zone,
            @Nullable String reply,
            int attempts) {

        static Details of(@Nullable String user, String service) {
            return new Details(user, service, null, null, null, null, null, null, null, 1);
        }

        static Details of(MailEvent.LoginFailed failed) {
            return new Details(
                    failed.user(),
                    failed.service(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    failed.reason(),
                    failed.attempts());
        }

        static Details of(MailEvent.Offence offence) {
            return new Details(
                    offence.user(),
                    null,
                    offence.stage(),
                    offence.code(),
                    offence.sender(),
                    offence.recipient(),
                    offence.helo(),
                    offence.zone(),
                    offence.text(),
                    1);
        }
    }
}
