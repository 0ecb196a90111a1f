package org.popauth.cli.orders;

import java.util.concurrent.Callable;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `popauth disallow NETWORK`: takes a network off the allow-list.
@Command(name = "disallow", description = "Takes a network off the allow-list again.")
public final class DisallowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "NETWORK",
            description = "An address, or a network like 192.0.2.0/24 or 2001:db8::/32.")
    Network network;

    @Mixin OrderOptions order;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public DisallowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return order.give(terminal, "disallow", "network", network, null, "disallow " + network);
    }
}
