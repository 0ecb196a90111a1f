package org.popauth.cli.started;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.popauth.cli.options.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Describes `popauth up`, which module standalone carries out.
@Command(
        name = "up",
        description = {
            "Starts all of popAuth in one process.",
            "It brings its own Kafka and PostgreSQL, and prints the address of its pages."
                    + " Ctrl-C or SIGTERM ends it."
        })
public final class UpDescribed implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept. Default: $$POPAUTH_DATA, else data")
    Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the pages and of the API. Default: 8080")
    int port;

    @Option(
            names = "--address",
            paramLabel = "A",
            description = "The address they listen on. Default: 127.0.0.1, this host only")
    String address;

    @Option(
            names = "--source",
            paramLabel = "SPEC",
            description =
                    "A mail log to follow: file:/path, pipe:/path, journal (of systemd), stdin, or"
                            + " a path; can be given more than once.")
    List<String> source;

    @Option(
            names = "--patterns",
            paramLabel = "FILE",
            description = "Your own patterns, in YAML, for lines of which popAuth knows nothing.")
    Path patterns;

    @Option(
            names = "--enforce",
            paramLabel = "BACKEND",
            description =
                    "dry-run, nftables, iptables or blackhole. Default: as popauth.properties"
                            + " says, else dry-run, which touches nothing")
    String enforce;

    @Option(
            names = "--agents",
            paramLabel = "ADDRESS:PORT",
            description =
                    "Lets the agents of other mail hosts connect to the broker there, by TLS;"
                            + " needs --agents-tls.")
    String agents;

    @Option(
            names = "--agents-tls",
            paramLabel = "DIR",
            description =
                    "Holds broker.pem (private key, then certificates) and ca.pem, the authority"
                            + " of the agents' certificates.")
    Path agentsTls;

    @Option(names = "--demo", description = "Also feeds a sample log, at a living pace.")
    boolean demo;

    @Mixin HelpOption help = new HelpOption();

    @SuppressWarnings("NullAway.Init") // picocli sets options
    public UpDescribed() {}

    @Override
    public Integer call() {
        return NotStartedHere.refuse("up");
    }
}
