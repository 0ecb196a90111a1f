package org.popauth.cli.started;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.popauth.cli.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Describes `popauth replay`, which module standalone carries out.
@Command(
        name = "replay",
        description = {
            "Shows what would have been decided on old logs.",
            "Feeds them through a throw-away instance, by the time of their lines, and prints what"
                    + " was recognised and what would have been decided. Touches nothing."
        })
public final class ReplayDescribed implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Logs, oldest first.")
    List<Path> files;

    @Option(
            names = "--patterns",
            paramLabel = "FILE",
            description = "Your own patterns, in YAML, for lines of which popAuth knows nothing.")
    Path patterns;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Leaves tables, firewall script and database behind in this directory; a replay"
                            + " that was interrupted goes on from there.")
    Path keep;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json. Default: text")
    String output;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The time zone of the logs, as Europe/Vienna. Default: this machine's")
    String zone;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public ReplayDescribed() {}

    @Override
    public Integer call() {
        return NotStartedHere.refuse("replay");
    }
}
