package org.popauth.cli.orders;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.options.LengthOfTime;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.Client;
import org.popauth.events.Measure;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popauth ban CLIENT`: rejects or drops a client.
@Command(name = "ban", description = "Rejects or drops a client on all mail hosts.")
public final class BanCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "CLIENT",
            description = "An address, or an IPv6 network like 2001:db8::/64.")
    Client client;

    @ArgGroup Choice choice = new Choice();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = LengthOfTime.class,
            description = "How long: 30m, 24h, 7d. Default: as the instance is configured")
    @Nullable Duration duration;

    /// One of the two measures.
    static final class Choice {
        @Option(
                names = "--reject",
                description = "Postfix refuses it with a text. This is the default.")
        boolean reject;

        @Option(names = "--drop", description = "The firewall drops its packets.")
        boolean drop;
    }

    @Mixin OrderOptions order;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public BanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var measure = choice.drop ? Measure.DROP : Measure.REJECT;
        var extra = JsonNodeFactory.instance.objectNode().put("measure", measure.name());
        if (duration != null) {
            extra.put("duration", duration.toString());
        }
        var time = duration == null ? "" : " for " + LengthOfTime.text(duration);
        return order.give(terminal, "ban", "client", client, extra, measure + " " + client + time);
    }
}
