package org.popauth.cli.started;

import java.util.List;
import java.util.concurrent.Callable;
import org.popauth.cli.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Describes `popauth test`, which the script carries out.
@Command(
        name = "test",
        description = {
            "Runs every check and test there is.",
            "Calls `mvn verify`, and prints how many tests passed, failed and were skipped, and why."
                    + " The exit status is Maven's."
        })
public final class TestDescribed implements Callable<Integer> {

    @Parameters(
            paramLabel = "ARGUMENT",
            arity = "0..*",
            description = "Goes to Maven: -pl mail-log, -Dtest=SomeTest ...")
    List<String> arguments;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public TestDescribed() {}

    @Override
    public Integer call() {
        return NotStartedHere.refuse("test");
    }
}
