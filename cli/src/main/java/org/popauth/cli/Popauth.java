package org.popauth.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.popauth.cli.doctor.DoctorCommand;
import org.popauth.cli.explain.ExplainCommand;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.options.Named;
import org.popauth.cli.orders.AllowCommand;
import org.popauth.cli.orders.BanCommand;
import org.popauth.cli.orders.DisallowCommand;
import org.popauth.cli.orders.LiftCommand;
import org.popauth.cli.standing.ListCommand;
import org.popauth.cli.standing.ShowCommand;
import org.popauth.cli.started.LabDescribed;
import org.popauth.cli.started.PurgeDescribed;
import org.popauth.cli.started.ReplayDescribed;
import org.popauth.cli.started.TestDescribed;
import org.popauth.cli.started.UpDescribed;
import org.popauth.cli.terminal.CommandFailed;
import org.popauth.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The program `popauth`: every command that lives for a blink.
///
/// Exit status: 0 when done, 1 when it failed, 2 when it was called wrongly.
@Command(
        name = "popauth",
        versionProvider = Version.Provider.class,
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lets in who logged in, keeps out who offends, on every mail host.",
        footer = {
            "",
            "`popauth help COMMAND` tells more. Exit status: 0 done, 1 failed, 2 called wrongly."
        })
public final class Popauth {

    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    boolean version;

    private Popauth() {}

    /// Runs one command in the terminal that the program was started in.
    public static void main(String[] args) {
        var terminal = Terminal.ofProcess();
        int status = run(terminal, Clock.systemUTC(), args);
        terminal.out().flush();
        System.exit(status);
    }

    static int run(Terminal terminal, Clock clock, String... args) {
        var given = args.length == 0 ? new String[] {"help"} : args;
        return commandLine(terminal, clock, given[0]).execute(given);
    }

    /// @param first of the arguments: when that names a command, no other is made, nor what the
    ///   program takes by itself, because picocli takes a good part of the start to look at it all
    private static CommandLine commandLine(Terminal terminal, Clock clock, String first) {
        var commands = commands(terminal, clock);
        var only = commands.get(first);
        var commandLine = new CommandLine(only == null ? new Popauth() : named("popauth"));
        if (only == null) {
            commands.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
        } else {
            commandLine.addSubcommand(first, only.get());
        }
        Named.register(commandLine);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                terminal.isTerminal() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler((e, _) -> calledWrongly(e, terminal))
                .setExecutionExceptionHandler((e, _, _) -> failed(e, terminal));
    }

    private static CommandSpec named(String name) {
        return CommandSpec.create().name(name);
    }

    private static Map<String, Supplier<Object>> commands(Terminal terminal, Clock clock) {
        var all = new LinkedHashMap<String, Supplier<Object>>();
        all.put("up", UpDescribed::new);
        all.put("replay", ReplayDescribed::new);
        all.put("explain", () -> ExplainCommand.of(terminal, clock));
        all.put("list", () -> new ListCommand(terminal, clock));
        all.put("show", () -> new ShowCommand(terminal));
        all.put("ban", () -> new BanCommand(terminal));
        all.put("lift", () -> new LiftCommand(terminal));
        all.put("allow", () -> new AllowCommand(terminal, clock));
        all.put("disallow", () -> new DisallowCommand(terminal));
        all.put("doctor", () -> new DoctorCommand(terminal, clock));
        all.put("purge", PurgeDescribed::new);
        all.put("lab", LabDescribed::new);
        all.put("test", TestDescribed::new);
        all.put("version", () -> new Version(terminal));
        return all;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    private static int calledWrongly(ParameterException e, Terminal terminal) {
        var command = e.getCommandLine();
        terminal.err()
                .println("popauth: " + String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
        var name = command.getCommandName();
        terminal.err()
                .println("See `popauth help" + (name.equals("popauth") ? "" : " " + name) + "`.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, Terminal terminal) throws Exception {
        if (e instanceof CommandFailed) {
            terminal.out().flush();
            terminal.err().println("popauth: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }
}
