package org.popauth.maillog.patterns;

import static org.popauth.maillog.patterns.Group.CLIENT;
import static org.popauth.maillog.patterns.Group.CODE;
import static org.popauth.maillog.patterns.Group.HELO;
import static org.popauth.maillog.patterns.Group.REASON;
import static org.popauth.maillog.patterns.Group.RECIPIENT;
import static org.popauth.maillog.patterns.Group.SENDER;
import static org.popauth.maillog.patterns.Group.SERVICE;
import static org.popauth.maillog.patterns.Group.SESSION;
import static org.popauth.maillog.patterns.Group.STAGE;
import static org.popauth.maillog.patterns.Group.TEXT;
import static org.popauth.maillog.patterns.Group.USER;
import static org.popauth.maillog.patterns.Group.ZONE;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a line says that a pattern matches.
enum Says {
    /// Somebody logged in.
    LOGIN_SUCCEEDED(CLIENT, USER, SERVICE, SESSION),
    /// A log-in was refused.
    LOGIN_FAILED(CLIENT, USER, SERVICE, SESSION, REASON),
    /// A session came to its end.
    LOGGED_OUT(CLIENT, USER, SERVICE, SESSION),
    /// The client did something that counts against it.
    OFFENCE(CLIENT, USER, SESSION, STAGE, CODE, SENDER, RECIPIENT, HELO, ZONE, TEXT),
    /// Something that a later line of the same process or session needs.
    FIRST_LINE(Group.values()),
    /// No later line needs it any more.
    LAST_LINE(SESSION);

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final long groups;

    Says(Group... groups) {
        this.groups = Arrays.stream(groups).mapToLong(Says::bit).sum();
    }

    private static long bit(Group group) {
        return 1L << group.ordinal();
    }

    /// The value with this text; null if there is none.
    static @Nullable Says of(String text) {
        for (var says : values()) {
            if (says.text.equals(text)) {
                return says;
            }
        }
        return null;
    }

    /// All texts, for a message.
    static String names() {
        return Arrays.stream(values()).map(Says::toString).collect(Collectors.joining(", "));
    }

    /// True when its lines can tell this.
    boolean tells(Group group) {
        return (groups & bit(group)) != 0;
    }

    /// True when it makes an event, which has a client.
    boolean isEvent() {
        return this != FIRST_LINE && this != LAST_LINE;
    }

    /// True when its event has a service.
    boolean hasService() {
        return this == LOGIN_SUCCEEDED || this == LOGIN_FAILED || this == LOGGED_OUT;
    }

    @Override
    public String toString() {
        return text;
    }
}
