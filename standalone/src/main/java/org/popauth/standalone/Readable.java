package org.popauth.standalone;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.popauth.events.Printable;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// Readers of options, in whose words a person finds what is wrong with a bad one.
final class Readable {

    private static final int CHARS_MAX = 64;

    private Readable() {}

    /// Teaches a command line to say what it expects.
    static void register(CommandLine commandLine) {
        commandLine.registerConverter(ZoneId.class, Readable::zone);
        commandLine.registerConverter(int.class, Readable::number);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "not a time zone: "
                            + quoted(text)
                            + "; it is like Europe/Berlin, UTC or +01:00");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("not a number: " + quoted(text));
        }
    }

    private static String quoted(String text) {
        return "'" + Printable.of(text, CHARS_MAX) + "'";
    }
}
