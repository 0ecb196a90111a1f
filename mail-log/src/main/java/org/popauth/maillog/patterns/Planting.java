package org.popauth.maillog.patterns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.popauth.maillog.header.Header;

/// Tries what a client would: writes into its own fields of a sample what stands around the
/// address, with another address. Such a line is never read as another client's; where it can be
/// read in two ways, and so is not read, the client can hide, which deserves a warning.
final class Planting {

    private static final String OTHER = "198.51.100.99";

    private Planting() {}

    /// What to warn of; null if nothing.
    static @Nullable String warning(Entry entry) {
        if (!entry.expression().has(Group.CLIENT)) {
            return null;
        }
        for (var sample : entry.samples()) {
            var message = sample.gives() == null ? null : message(sample.line());
            var warning = message == null ? null : warning(entry.expression(), message);
            if (warning != null) {
                return warning;
            }
        }
        return null;
    }

    private static byte @Nullable [] message(String line) {
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        var header = new Header<Void>();
        return header.read(bytes, 0, bytes.length) == null
                ? Cleaned.message(header.bytes(), header.messageFrom(), header.messageTo())
                : null;
    }

    private static @Nullable String warning(Expression expression, byte[] message) {
        try {
            var match = expression.match(message);
            var client = match == null ? null : match.client();
            if (match == null || client == null) {
                return null;
            }
            for (var each : match.spans().entrySet()) {
                var span = each.getValue();
                if (span.to() <= client.from() && hides(expression, message, span, client)) {
                    return "a client can hide: with a "
                            + each.getKey()
                            + " like \"x"
                            + text(message, span.to(), client.from())
                            + OTHER
                            + "\" its line can be read in two ways and is ignored; say exactly what"
                            + " stands behind the client, without .*";
                }
            }
            return null;
        } catch (Ambiguous e) {
            return null;
        }
    }

    private static boolean hides(
            Expression expression, byte[] message, Expression.Span field, Expression.Span client) {
        var begin = text(message, 0, field.to());
        var between = text(message, field.to(), client.from());
        var rest = text(message, client.to(), message.length);
        for (var plant : new String[] {between + OTHER + rest, between + OTHER}) {
            var planted = begin + plant + text(message, field.to(), message.length);
            try {
                var unused = expression.match(planted.getBytes(StandardCharsets.UTF_8));
            } catch (Ambiguous e) {
                return true;
            }
        }
        return false;
    }

    private static String text(byte[] message, int from, int to) {
        return new String(Arrays.copyOfRange(message, from, to), StandardCharsets.UTF_8);
    }
}
