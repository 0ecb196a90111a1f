package org.popauth.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/// The name of a machine that runs a mail server: as in its syslog header for events, as configured
/// for enforcements.
///
/// @param name 1 to 255 letters, digits, and `. - _ :`
public record MailHost(String name) implements Comparable<MailHost> {

    /// @throws IllegalArgumentException when the name has other characters
    @JsonCreator
    public MailHost {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "not the name of a mail host: '" + Printable.of(name, 64) + "'");
        }
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > 255) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '.' && c != '-' && c != '_' && c != ':') {
                return false;
            }
        }
        return true;
    }

    // Written out, because the JVM puts together those of a record anew at each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MailHost it && name.equals(it.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(MailHost other) {
        return name.compareTo(other.name);
    }

    @Override
    @JsonValue
    public String toString() {
        return name;
    }
}
