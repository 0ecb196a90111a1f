package org.popauth.cli.orders;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.options.LengthOfTime;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popauth allow NETWORK`: puts a network on the allow-list.
@Command(
        name = "allow",
        description = "Puts a network on the allow-list, and lifts what stands there.")
public final class AllowCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Clock clock;

    @Parameters(
            paramLabel = "NETWORK",
            description = "An address, or a network like 192.0.2.0/24 or 2001:db8::/32.")
    Network network;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = LengthOfTime.class,
            description = "How long: 30m, 24h, 7d. Default: for ever")
    @Nullable Duration duration;

    @Mixin OrderOptions order;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public AllowCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (duration == null) {
            return order.give(terminal, "allow", "network", network, null, "allow " + network);
        }
        var until = clock.instant().plus(duration);
        var extra = JsonNodeFactory.instance.objectNode().put("until", until.toString());
        return order.give(
                terminal,
                "allow",
                "network",
                network,
                extra,
                "allow " + network + " for " + LengthOfTime.text(duration));
    }
}
