package org.popauth.cli.started;

import java.util.concurrent.Callable;
import org.popauth.cli.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Describes `popauth purge`, which module enforcer-agent carries out.
@Command(
        name = "purge",
        description = {
            "Removes from this host what popAuth's agent made.",
            "The firewall's table, chains, sets and routes of every backend, and what the agent"
                    + " remembers; nothing that popAuth did not make. Needs root, and the agent"
                    + " stopped. The agent's settings are read from the environment and"
                    + " QUARKUS_CONFIG_LOCATIONS=/etc/popauth/agent.properties."
        })
public final class PurgeDescribed implements Callable<Integer> {

    @Option(
            names = "--tables",
            description =
                    "The Postfix tables, too. Take them out of main.cf before: Postfix defers all"
                            + " mail while one is missing.")
    boolean tables;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public PurgeDescribed() {}

    @Override
    public Integer call() {
        return NotStartedHere.refuse("purge");
    }
}
