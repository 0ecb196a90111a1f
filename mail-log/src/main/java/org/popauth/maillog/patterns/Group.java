package org.popauth.maillog.patterns;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a group of a pattern can be the text of.
enum Group {
    /// The address of the client.
    CLIENT,
    /// The log-in name.
    USER,
    /// `imap`, `pop3`, `submission` …
    SERVICE,
    /// The daemon's name of the session.
    SESSION,
    /// Why a log-in was refused.
    REASON,
    /// The SMTP stage.
    STAGE,
    /// The reply code.
    CODE,
    /// The envelope sender.
    SENDER,
    /// The envelope recipient.
    RECIPIENT,
    /// The name that the client greeted with.
    HELO,
    /// The RBL that lists the client.
    ZONE,
    /// The reply, or whatever the daemon says of it.
    TEXT;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// The group of that name; null if there is none. `address` is another name of `client`.
    static @Nullable Group named(String name) {
        if (name.equals("address")) {
            return CLIENT;
        }
        for (var group : values()) {
            if (group.text.equals(name)) {
                return group;
            }
        }
        return null;
    }

    /// All names, for a message.
    static String names() {
        return Arrays.stream(values()).map(Group::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text;
    }
}
