package org.popauth.cli.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Instants as a person reads them: on the clock of one time zone, with its offset.
public record Times(ZoneId zone) {

    /// ISO 8601 with a blank for the T: sorts as text, means the same in every country.
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssXXX", Locale.ROOT);

    /// Times on the clock of this machine.
    public static Times local() {
        return new Times(ZoneId.systemDefault());
    }

    /// `2026-03-01 14:05:09+01:00`
    public String of(Instant instant) {
        return FORM.format(instant.atZone(zone));
    }
}
