package org.popauth.cli.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.popauth.events.MailEvent;
import org.popauth.maillog.Reading;
import org.popauth.maillog.bytes.Origins;

/// Where the values that were read from a line stood, in it or in an earlier line.
///
/// @param all in the order in which they are told
/// @param bytes the line, decoded if it had to be; good only while it is being reported
/// @param from where the line begins in the bytes
/// @param to where it ends there
record Fields(List<Field> all, byte[] bytes, int from, int to) {

    /// Nobody asked.
    static final Fields NONE = new Fields(List.of(), new byte[0], 0, 0);

    /// One value.
    ///
    /// @param line the number of the line
    /// @param from where it begins in that line, in bytes
    /// @param to where it ends
    record Field(String name, long line, int from, int to) {}

    /// @param origins where they stood; null if nobody asks
    static Fields of(Reading reading, @Nullable Origins origins) {
        if (origins == null) {
            return NONE;
        }
        var fields = new ArrayList<Field>();
        for (var mark : origins.marks()) {
            add(fields, mark.name(), mark.place());
        }
        if (reading instanceof Reading.Recognised(MailEvent event)) {
            add(fields, "client", origins.of(event.address()));
            switch (event) {
                case MailEvent.LoginSucceeded it ->
                        login(fields, origins, it.user(), it.service(), it.session());
                case MailEvent.LoggedOut it ->
                        login(fields, origins, it.user(), it.service(), it.session());
                case MailEvent.LoginFailed it -> {
                    login(fields, origins, it.user(), it.service(), null);
                    add(fields, "reason", origins.of(it.reason()));
                }
                case MailEvent.Offence it -> offence(fields, origins, it);
            }
        }
        return new Fields(List.copyOf(fields), origins.bytes(), origins.from(), origins.to());
    }

    private static void login(
            List<Field> fields,
            Origins origins,
            @Nullable String user,
            String service,
            @Nullable String session) {
        add(fields, "user", origins.of(user));
        add(fields, "service", origins.of(service));
        add(fields, "session", origins.of(session));
    }

    private static void offence(List<Field> fields, Origins origins, MailEvent.Offence it) {
        add(fields, "stage", origins.of(it.stage()));
        add(fields, "code", origins.of(it.code()));
        add(fields, "zone", origins.of(it.zone()));
        add(fields, "user", origins.of(it.user()));
        add(fields, "sender", origins.of(it.sender()));
        add(fields, "recipient", origins.of(it.recipient()));
        add(fields, "helo", origins.of(it.helo()));
        add(fields, "text", origins.of(it.text()));
    }

    private static void add(List<Field> fields, String name, Origins.@Nullable Place place) {
        if (place != null) {
            fields.add(new Field(name, place.line(), place.from(), place.to()));
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
