package org.popauth.cli.orders;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popauth lift CLIENT`: ends what stands for a client.
@Command(name = "lift", description = "Ends what stands against a client.")
public final class LiftCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "CLIENT",
            description = "An address, or an IPv6 network like 2001:db8::/64.")
    Client client;

    @Option(
            names = "--measure",
            paramLabel = "MEASURE",
            description = "Only this one: ${COMPLETION-CANDIDATES}")
    @Nullable Which which;

    /// The measures that a person may lift.
    enum Which {
        relay,
        reject,
        drop;

        Measure measure() {
            return Measure.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    @Mixin OrderOptions order;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public LiftCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (which == null) {
            return order.give(terminal, "lift", "client", client, null, "lift " + client);
        }
        var measure = which.measure();
        var extra = JsonNodeFactory.instance.objectNode().put("measure", measure.name());
        return order.give(
                terminal, "lift", "client", client, extra, "lift " + measure + " of " + client);
    }
}
