package org.popauth.cli.options;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.function.Function;
import org.popauth.events.Client;
import org.popauth.events.MailHost;
import org.popauth.events.Network;
import org.popauth.events.Printable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Readers of the contract's values, whose own words say what is wrong with a bad one.
public final class Named {

    private Named() {}

    /// Teaches a command line the contract's values.
    public static void register(CommandLine commandLine) {
        commandLine.registerConverter(Client.class, reader(Client::parse));
        commandLine.registerConverter(Network.class, reader(Network::parse));
        commandLine.registerConverter(MailHost.class, reader(MailHost::new));
        commandLine.registerConverter(ZoneId.class, Named::zone);
        commandLine.registerConverter(int.class, Named::number);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("not a number: '" + Printable.of(text, 64) + "'");
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "not a time zone: '"
                            + Printable.of(text, 64)
                            + "'; it is like Europe/Berlin, UTC or +01:00");
        }
    }

    private static <T> ITypeConverter<T> reader(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }
}
