package org.popauth.cli.standing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.popauth.cli.instance.InstanceOptions;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.cli.terminal.JsonOutput;
import org.popauth.cli.terminal.OutputFormat;
import org.popauth.cli.terminal.Terminal;
import org.popauth.events.Client;
import org.popauth.events.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `popauth show CLIENT`: what stands for a client, and why.
@Command(name = "show", description = "Shows what stands for a client, and why.")
public final class ShowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "CLIENT",
            description = "An address, or an IPv6 network like 2001:db8::/64.")
    Client client;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many events and past decisions to show. Default: ${DEFAULT-VALUE}")
    int last;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    OutputFormat output;

    @Mixin InstanceOptions instance;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = instance.open().get("/client", Map.of("client", client.toString()));
        if (output == OutputFormat.json) {
            JsonOutput.print(terminal, answer);
        } else {
            new ClientPage(terminal, Math.max(last, 0)).print(view(answer));
        }
        return 0;
    }

    private static ClientView view(JsonNode answer) {
        try {
            return Json.mapper().treeToValue(answer, ClientView.class);
        } catch (JsonProcessingException e) {
            throw new CommandFailed(
                    "the instance answered with something that this version cannot read: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
