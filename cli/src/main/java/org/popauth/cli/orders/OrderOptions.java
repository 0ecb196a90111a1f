package org.popauth.cli.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.instance.InstanceOptions;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.cli.terminal.JsonOutput;
import org.popauth.cli.terminal.OutputFormat;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.OperatorOrder;
import org.popauth.events.Printable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every order says: why, and by whom.
final class OrderOptions {

    private static final int LINE_CHARS_MAX = 1024;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why. It is kept, and shown to whoever asks.")
    String reason;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who gives the order. Default: the name you are logged in with")
    String by;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    OutputFormat output;

    @Mixin InstanceOptions instance;

    @SuppressWarnings("NullAway.Init") // picocli sets options
    OrderOptions() {}

    /// Gives an order, waits a little, and says what came of it.
    ///
    /// @param type as in the contract: `ban`, `lift`, `allow`, `disallow`
    /// @param key `client` or `network`
    /// @param value whom it is about
    /// @param extra name and value of one more field; null when there is none
    /// @param sentence what was ordered, for the person who did
    int give(
            Terminal terminal,
            String type,
            String key,
            Object value,
            @Nullable ObjectNode extra,
            String sentence) {
        var order = JsonNodeFactory.instance.objectNode();
        order.put("type", type).put("by", by).put("reason", checkedReason());
        order.put(key, value.toString());
        if (extra != null) {
            order.setAll(extra);
        }
        var api = instance.open();
        var published = api.order(order);
        var carried = Carried.await(api, published.path("id").asText());
        if (output == OutputFormat.json) {
            print(terminal, published, carried);
        } else {
            terminal.out().println(Printable.of(carried.sentence(sentence), LINE_CHARS_MAX));
            terminal.out()
                    .println("See it with: popauth show " + value.toString().replaceAll("/.*", ""));
        }
        return carried.isRefused() ? 1 : 0;
    }

    private static void print(Terminal terminal, JsonNode published, Carried carried) {
        var result = JsonNodeFactory.instance.objectNode();
        published.properties().forEach(field -> result.set(field.getKey(), field.getValue()));
        result.put("outcome", carried.outcome()).put("detail", carried.detail());
        JsonOutput.print(terminal, result);
    }

    private String checkedReason() {
        var text = reason.strip();
        if (text.isEmpty() || text.length() > OperatorOrder.REASON_CHARS_MAX) {
            throw new CommandFailed(
                    "--reason needs 1 to "
                            + OperatorOrder.REASON_CHARS_MAX
                            + " characters, and has "
                            + text.length());
        }
        return Printable.of(text, OperatorOrder.REASON_CHARS_MAX);
    }
}
