package org.popauth.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.popauth.cli.options.HelpOption;
import org.popauth.cli.terminal.JsonOutput;
import org.popauth.cli.terminal.OutputFormat;
import org.popauth.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `popauth version`: which popAuth this is, and on which Java.
@Command(name = "version", description = "Prints the version of popAuth and of its Java.")
final class Version implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    OutputFormat output;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    Version(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var versions = new Versions(ofPopauth(), Runtime.version().toString());
        if (output == OutputFormat.json) {
            JsonOutput.print(terminal, versions);
        } else {
            terminal.out().println("popAuth " + versions.popauth() + ", Java " + versions.java());
        }
        return 0;
    }

    private record Versions(String popauth, String java) {}

    private static String ofPopauth() {
        try (var in = Version.class.getResourceAsStream("version.txt")) {
            return in == null
                    ? "unknown"
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.txt", e);
        }
    }

    /// What `--version` prints.
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"popAuth " + ofPopauth()};
        }
    }
}
