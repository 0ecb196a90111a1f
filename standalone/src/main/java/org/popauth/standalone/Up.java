package org.popauth.standalone;

import io.quarkus.runtime.Quarkus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.popauth.events.Printable;
import org.popauth.standalone.data.DataDirectory;
import org.popauth.standalone.data.Ports;
import org.popauth.standalone.data.RunningFile;
import org.popauth.standalone.demo.DemoLog;
import org.popauth.standalone.fault.StartFailure;
import org.popauth.standalone.kafka.AgentListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `popauth up`: the services with all that they need, until a signal ends them.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Starts all of popAuth in one process, with its own Kafka and PostgreSQL,"
                        + " and prints the address of its pages. Ctrl-C or SIGTERM ends it.")
final class Up implements Callable<Integer> {

    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    private static final int TEXT_CHARS_MAX = 2000;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept. Default: $$POPAUTH_DATA, else data")
    @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port of the pages and of the API. Default: ${DEFAULT-VALUE}")
    int port;

    @Option(
            names = "--address",
            paramLabel = "A",
            defaultValue = "127.0.0.1",
            description = "The address they listen on. Default: ${DEFAULT-VALUE}, this host only")
    String address;

    @Option(
            names = "--source",
            paramLabel = "SPEC",
            description =
                    "A mail log to follow: file:/path, pipe:/path, journal (of systemd), stdin,"
                            + " or a path;"
                            + " can be given more than once.")
    List<String> sources = new ArrayList<>();

    @Option(
            names = "--patterns",
            paramLabel = "FILE",
            description = "Your own patterns, in YAML, for lines of which popAuth knows nothing.")
    @Nullable Path patterns;

    @Option(
            names = "--enforce",
            paramLabel = "BACKEND",
            description =
                    "dry-run, nftables, iptables or blackhole; none where the mail hosts have"
                            + " agents of their own. Default: as popauth.properties says, else"
                            + " dry-run, which touches nothing")
    @Nullable String backend;

    @Option(
            names = "--agents",
            paramLabel = "ADDRESS:PORT",
            description =
                    "Lets the agents of other mail hosts connect to the broker there, by TLS;"
                            + " needs --agents-tls.")
    @Nullable String agents;

    @Option(
            names = "--agents-tls",
            paramLabel = "DIR",
            description =
                    "Holds broker.pem (private key, then certificates) and ca.pem, the authority"
                            + " of the agents' certificates.")
    @Nullable Path agentsTls;

    @Option(names = "--demo", description = "Also feeds a sample log, at a living pace.")
    boolean demo;

    /// For the JVM to see what will be loaded, when it makes its cache.
    @Option(names = "--rehearse", hidden = true)
    boolean rehearse;

    @Spec CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets options
    Up() {}

    @Override
    public Integer call() {
        var options = checked();
        try (var directory = DataDirectory.open(dataPath())) {
            var instance = new Instance(directory, true, agentListener());
            var log = demo ? DemoLog.in(directory.resolve("demo")) : null;
            if (log != null) {
                options.add(new SourceSpec("file", log.path()));
            }
            return instance.run(
                    settings -> settings(settings, options), () -> serve(directory, instance, log));
        }
    }

    private @Nullable AgentListener agentListener() {
        if ((agents == null) != (agentsTls == null)) {
            throw new StartFailure(
                    "--agents ADDRESS:PORT and --agents-tls DIR need each other: the broker talks"
                            + " to other hosts by TLS only");
        }
        return agents == null || agentsTls == null ? null : AgentListener.parse(agents, agentsTls);
    }

    private List<SourceSpec> checked() {
        if (backend != null) {
            Backends.choose(backend);
        }
        if (port < 0 || port > 65535) {
            throw new StartFailure("--port is a number from 0 to 65535, where 0 is any: " + port);
        }
        if (!Ports.isFree(address, 0)) {
            throw new StartFailure(
                    "--address "
                            + address
                            + " is no address of this host, so nothing can listen there");
        }
        if (port != 0 && !Ports.isFree(address, port)) {
            throw Ports.taken(address, port);
        }
        var unused = new PatternOption(patterns).read();
        var specs = new ArrayList<SourceSpec>();
        sources.forEach(source -> specs.add(SourceSpec.parse(source)));
        return specs;
    }

    private Path dataPath() {
        if (data != null) {
            return data;
        }
        var fromEnvironment = System.getenv("POPAUTH_DATA");
        return Path.of(
                fromEnvironment == null || fromEnvironment.isEmpty() ? "data" : fromEnvironment);
    }

    private Settings settings(Settings settings, List<SourceSpec> options) {
        return new PatternOption(patterns).in(settings.http(address, port).sources(options));
    }

    private int serve(DataDirectory directory, Instance instance, @Nullable DemoLog log)
            throws Exception {
        var pages = Pages.ofThisJvm(address);
        try (var running = RunningFile.write(directory, pages.uri());
                var demoLog = log == null ? null : log.start()) {
            var out = spec.commandLine().getOut();
            out.println("popAuth keeps its data in " + directory.root());
            var missing =
                    pages.awaitReady(
                            READY_LIMIT,
                            instance::isStopping,
                            what -> tell("Still waiting for: " + what));
            QuietStart.end();
            if (missing.isEmpty()) {
                announce(out, pages, instance);
            } else if (!instance.isStopping()) {
                tell("Not ready after " + READY_LIMIT.toSeconds() + " s: " + missing.get());
                tell("It goes on trying; see " + pages.ready());
            }
            out.flush();
            if (rehearse) {
                Rehearsal.of(pages, instance.secrets()).run();
            } else {
                Quarkus.waitForExit();
            }
            return 0;
        }
    }

    private void tell(String text) {
        var out = spec.commandLine().getOut();
        out.println(Printable.of(text.replaceAll("\\R+", " "), TEXT_CHARS_MAX));
        out.flush();
    }

    private void announce(PrintWriter out, Pages pages, Instance instance) {
        if (agents != null) {
            out.println("Agents of other mail hosts connect to " + agents + ", by TLS");
        }
        if (sources.isEmpty() && !demo) {
            out.println(
                    "Reads no log yet; give one with --source /var/log/mail.log or --source journal,"
                            + " or try --demo");
        }
        out.println("Log in as admin; the password is in " + instance.secrets().adminPassword());
        out.println("Pages: " + pages.uri());
        out.printf("Ready after %.1f s. Ctrl-C ends it.%n", sinceStartOfJvm().toMillis() / 1000.0);
    }

    private static Duration sinceStartOfJvm() {
        long started = java.lang.management.ManagementFactory.getRuntimeMXBean().getStartTime();
        return Duration.ofMillis(System.currentTimeMillis() - started);
    }
}
