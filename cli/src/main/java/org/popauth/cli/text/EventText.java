package org.popauth.cli.text;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.terminal.Paint;
import org.popauth.events.MailEvent;
import org.popauth.events.OffenceKind;
import org.popauth.events.Printable;

/// A mail event in one line. Everything that a client may have written is printable and quoted.
public final class EventText {

    private static final int VALUE_CHARS_MAX = 120;

    /// Made once: a summary asks for millions of lines.
    private static final Map<OffenceKind, String> OFFENCES = new EnumMap<>(OffenceKind.class);

    static {
        for (var kind : OffenceKind.values()) {
            OFFENCES.put(kind, "offence " + kind);
        }
    }

    private EventText() {}

    /// What happened: `login-succeeded`, `offence rbl-listed` …
    public static String what(MailEvent event) {
        // No switch over types, for which the JVM makes code at each start.
        if (event instanceof MailEvent.Offence offence) {
            return requireNonNull(OFFENCES.get(offence.kind()));
        }
        if (event instanceof MailEvent.LoggedOut) {
            return "logged-out";
        }
        return event instanceof MailEvent.LoginFailed ? "login-failed" : "login-succeeded";
    }

    /// The colour of what happened.
    public static Paint paint(MailEvent event) {
        return switch (event) {
            case MailEvent.LoginSucceeded _, MailEvent.LoggedOut _ -> Paint.GOOD;
            case MailEvent.LoginFailed _, MailEvent.Offence _ -> Paint.BAD;
        };
    }

    /// What the line says about it: `key="value"` for everything that is known.
    public static String details(MailEvent event) {
        var text = new StringBuilder();
        if (!event.client().toString().equals(event.address().toString())) {
            add(text, "address", event.address().toString());
        }
        switch (event) {
            case MailEvent.LoginSucceeded login -> {
                add(text, "user", login.user());
                add(text, "service", login.service());
                add(text, "session", login.session());
            }
            case MailEvent.LoginFailed login -> {
                add(text, "user", login.user());
                add(text, "service", login.service());
                add(text, "reason", login.reason());
                add(text, "attempts", Integer.toString(login.attempts()));
            }
            case MailEvent.LoggedOut login -> {
                add(text, "user", login.user());
                add(text, "service", login.service());
                add(text, "session", login.session());
            }
            case MailEvent.Offence offence -> addOffence(text, offence);
        }
        return text.toString();
    }

    private static void addOffence(StringBuilder text, MailEvent.Offence offence) {
        add(text, "stage", offence.stage());
        add(text, "code", offence.code());
        add(text, "zone", offence.zone());
        add(text, "user", offence.user());
        add(text, "sender", offence.sender());
        add(text, "recipient", offence.recipient());
        add(text, "helo", offence.helo());
        add(text, "text", offence.text());
    }

    private static void add(StringBuilder text, String key, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (!text.isEmpty()) {
            text.append(' ');
        }
        text.append(key)
                .append("=\"")
                .append(Printable.of(value, VALUE_CHARS_MAX).replace('"', '\''))
                .append('"');
    }
}
