package org.popauth.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import org.popauth.events.Printable;
import org.popauth.standalone.fault.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program behind `popauth up` and `popauth replay`.
@QuarkusMain
@Command(
        name = "popauth",
        subcommands = {Up.class, Replay.class},
        description = "popAuth in one process.")
public final class Standalone {

    private static final int WRONG_USE = 2;
    private static final int MESSAGE_CHARS_MAX = 2000;

    private Standalone() {}

    /// Runs a command and ends the JVM with its status.
    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        QuietStart.apply();
        System.exit(commandLine().execute(arguments));
    }

    /// The commands, with errors on one line each and without stack traces.
    static CommandLine commandLine() {
        var commandLine = new CommandLine(new Standalone());
        Readable.register(commandLine);
        commandLine.setParameterExceptionHandler(
                (failure, arguments) -> {
                    var wrong = failure.getCommandLine();
                    var name = wrong.getCommandSpec().qualifiedName();
                    print(wrong.getErr(), name + ": " + failure.getMessage());
                    wrong.getErr().println("Try '" + name + " --help'.");
                    wrong.getErr().flush();
                    return WRONG_USE;
                });
        commandLine.setExecutionExceptionHandler(
                (failure, wrong, parsed) -> {
                    if (failure instanceof StartFailure start) {
                        var name = wrong.getCommandSpec().qualifiedName();
                        start.lines().forEach(line -> print(wrong.getErr(), name + ": " + line));
                        return WRONG_USE;
                    }
                    throw failure;
                });
        return commandLine;
    }

    private static void print(PrintWriter out, String message) {
        out.println(Printable.of(message.replaceAll("\\R+", " "), MESSAGE_CHARS_MAX));
        out.flush();
    }
}
