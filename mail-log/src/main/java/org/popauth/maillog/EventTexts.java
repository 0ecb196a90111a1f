package org.popauth.maillog;

import org.jspecify.annotations.Nullable;
import org.popauth.events.MailEvent;

/// The texts of an event by the names that patterns have for them.
final class EventTexts {

    private EventTexts() {}

    /// The text; null when the event has none of that name.
    static @Nullable String of(MailEvent event, String name) {
        if (name.equals("client") || name.equals("address")) {
            return event.address().toString();
        }
        return switch (event) {
            case MailEvent.LoginSucceeded it -> login(it.user(), it.service(), it.session(), name);
            case MailEvent.LoggedOut it -> login(it.user(), it.service(), it.session(), name);
            case MailEvent.LoginFailed it ->
                    name.equals("reason")
                            ? it.reason()
                            : login(it.user(), it.service(), null, name);
            case MailEvent.Offence it -> offence(it, name);
        };
    }

    private static @Nullable String login(
            @Nullable String user, String service, @Nullable String session, String name) {
        return switch (name) {
            case "user" -> user;
            case "service" -> service;
            case "session" -> session;
            default -> null;
        };
    }

    private static @Nullable String offence(MailEvent.Offence it, String name) {
        return switch (name) {
            case "user" -> it.user();
            case "stage" -> it.stage();
            case "code" -> it.code();
            case "sender" -> it.sender();
            case "recipient" -> it.recipient();
            case "helo" -> it.helo();
            case "zone" -> it.zone();
            case "text" -> it.text();
            default -> null;
        };
    }
}
